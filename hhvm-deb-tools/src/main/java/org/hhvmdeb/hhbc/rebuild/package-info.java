/** A repository laid out on the pages of an older one, so that what changed is all that has to be sent. */
@NullMarked
package org.hhvmdeb.hhbc.rebuild;

import org.jspecify.annotations.NullMarked;
