/**
 * Patch files taken apart as GNU patch takes them apart, and texts as lines of bytes. Nothing here looks at a tree.
 */
@NullMarked
package org.hhvmdeb.patch.diff;

import org.jspecify.annotations.NullMarked;
