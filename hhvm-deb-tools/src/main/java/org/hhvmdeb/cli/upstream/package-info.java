/** The commands {@code hhvm-deb upstream …}. */
@NullMarked
package org.hhvmdeb.cli.upstream;

import org.jspecify.annotations.NullMarked;
