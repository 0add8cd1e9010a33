/** Whether a series applies to a tree, a tarball or upstream tags, without writing to any. */
@NullMarked
package org.hhvmdeb.patch.check;

import org.jspecify.annotations.NullMarked;
