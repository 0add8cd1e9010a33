/** The {@code hhvm-deb} command line: one class a command, each a shell around a use case. */
@NullMarked
package org.hhvmdeb.cli;

import org.jspecify.annotations.NullMarked;
