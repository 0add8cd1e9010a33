/** What is HHVM's own: its program, packages and versions, and the repo schema that every build of it has. */
@NullMarked
package org.hhvmdeb.hhvm;

import org.jspecify.annotations.NullMarked;
