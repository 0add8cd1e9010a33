/** From an orig tarball and a debian/ directory to a source package of format 3.0 (quilt). */
@NullMarked
package org.hhvmdeb.source;

import org.jspecify.annotations.NullMarked;
