/**
 * Bytecode repositories: what is in one, compiling a site into one, checking that it belongs to its HHVM, and the
 * package that ships it.
 */
@NullMarked
package org.hhvmdeb.hhbc;

import org.jspecify.annotations.NullMarked;
