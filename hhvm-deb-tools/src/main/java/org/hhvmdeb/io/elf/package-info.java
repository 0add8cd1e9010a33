/** ELF files: sections found by name. */
@NullMarked
package org.hhvmdeb.io.elf;

import org.jspecify.annotations.NullMarked;
