/** Running programs: the only place that does, without a shell and with an environment of our choosing. */
@NullMarked
package org.hhvmdeb.process;

import org.jspecify.annotations.NullMarked;
