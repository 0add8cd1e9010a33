/** The series as a list: adding, dropping, renaming and listing patches. */
@NullMarked
package org.hhvmdeb.patch.edit;

import org.jspecify.annotations.NullMarked;
