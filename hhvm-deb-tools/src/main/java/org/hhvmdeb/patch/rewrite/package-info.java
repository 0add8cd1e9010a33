/**
 * Patches rewritten: {@link org.hhvmdeb.patch.rewrite.PatchRewriter} for one that applies, so that it applies exactly.
 */
@NullMarked
package org.hhvmdeb.patch.rewrite;

import org.jspecify.annotations.NullMarked;
