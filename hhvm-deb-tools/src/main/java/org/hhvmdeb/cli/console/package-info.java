/** The command line's outside: streams, terminal, progress, messages and exit statuses. */
@NullMarked
package org.hhvmdeb.cli.console;

import org.jspecify.annotations.NullMarked;
