/** What became of each patch and hunk, and how that is told. */
@NullMarked
package org.hhvmdeb.patch.outcome;

import org.jspecify.annotations.NullMarked;
