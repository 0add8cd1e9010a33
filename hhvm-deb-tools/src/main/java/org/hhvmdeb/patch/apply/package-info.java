/** Applying a series to a source tree and taking it back, with the result of dpkg-source or quilt. */
@NullMarked
package org.hhvmdeb.patch.apply;

import org.jspecify.annotations.NullMarked;
