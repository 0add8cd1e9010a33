/** A site's PHP compiled into a repository with the hhvm of the packages, with nothing missing. */
@NullMarked
package org.hhvmdeb.hhbc.compile;

import org.jspecify.annotations.NullMarked;
