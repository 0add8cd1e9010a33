/** The commands {@code hhvm-deb patches …}. */
@NullMarked
package org.hhvmdeb.cli.patches;

import org.jspecify.annotations.NullMarked;
