/**
 * Writing bytecode repositories anew: the content of one in a form that can be compared, and the three ways to write it: sorted,
 * without what is dead, and on the pages of an older one.
 */
@NullMarked
package org.hhvmdeb.hhbc.rewrite;

import org.jspecify.annotations.NullMarked;
