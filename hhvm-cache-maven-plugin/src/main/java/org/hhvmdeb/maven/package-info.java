/** The Maven goals: each a thin shell around a use case of hhvm-deb-tools. */
@NullMarked
package org.hhvmdeb.maven;

import org.jspecify.annotations.NullMarked;
