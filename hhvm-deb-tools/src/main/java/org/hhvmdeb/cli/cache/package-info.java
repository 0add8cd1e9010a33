/** The commands {@code hhvm-deb cache …}, and {@code doctor}. */
@NullMarked
package org.hhvmdeb.cli.cache;

import org.jspecify.annotations.NullMarked;
