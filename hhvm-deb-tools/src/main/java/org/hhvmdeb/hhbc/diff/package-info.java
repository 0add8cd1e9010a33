/** Two repositories compared unit by unit. */
@NullMarked
package org.hhvmdeb.hhbc.diff;

import org.jspecify.annotations.NullMarked;
