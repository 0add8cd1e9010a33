/** Which repository the hhvm of a host gets in truth, what is wrong with it, and the command that mends it. */
@NullMarked
package org.hhvmdeb.hhbc.doctor;

import org.jspecify.annotations.NullMarked;
