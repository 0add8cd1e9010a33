/**
 * The only place where files of a source tree are changed: all at once or not at all, also when the process is killed,
 * and never through a symbolic link.
 */
@NullMarked
package org.hhvmdeb.patch.stage;

import org.jspecify.annotations.NullMarked;
