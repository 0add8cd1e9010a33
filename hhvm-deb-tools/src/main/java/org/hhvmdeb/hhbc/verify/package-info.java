/** Whether a repository is sound, belongs to its HHVM, and has the bytecode of its source. */
@NullMarked
package org.hhvmdeb.hhbc.verify;

import org.jspecify.annotations.NullMarked;
