package org.hhvmdeb.patch;

/**
 * Something about a patch that does not stop it.
 *
 * @param line of the patch file, 0 for the whole
 * @param rule the finding's rule
 */
record PatchNote(int line, String rule, String message) {}
