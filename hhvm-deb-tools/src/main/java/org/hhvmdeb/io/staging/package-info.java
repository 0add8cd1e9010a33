/** Making things ready beside their place, so that they appear all at once or not at all, also after a kill. */
@NullMarked
package org.hhvmdeb.io.staging;

import org.jspecify.annotations.NullMarked;
