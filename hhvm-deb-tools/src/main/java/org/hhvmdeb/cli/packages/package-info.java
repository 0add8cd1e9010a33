/** The commands {@code hhvm-deb source …} and {@code package …}. */
@NullMarked
package org.hhvmdeb.cli.packages;

import org.jspecify.annotations.NullMarked;
