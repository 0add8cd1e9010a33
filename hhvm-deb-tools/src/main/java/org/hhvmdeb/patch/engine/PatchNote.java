package org.hhvmdeb.patch.engine;

import org.hhvmdeb.notice.Rule;

/**
 * Something about a patch that does not stop it.
 *
 * @param line of the patch file, 0 for the whole
 * @param rule the finding's rule
 */
public record PatchNote(int line, Rule rule, String message) {}
