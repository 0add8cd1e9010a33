/** Patches written again so that they apply exactly. */
@NullMarked
package org.hhvmdeb.patch.refresh;

import org.jspecify.annotations.NullMarked;
