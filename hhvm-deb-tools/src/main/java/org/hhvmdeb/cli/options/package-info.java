/** Options that several commands take, each described once. */
@NullMarked
package org.hhvmdeb.cli.options;

import org.jspecify.annotations.NullMarked;
