/** Putting a new repository in the place of one that may be in use, only where nobody can lead the writer astray. */
@NullMarked
package org.hhvmdeb.hhbc.replace;

import org.jspecify.annotations.NullMarked;
