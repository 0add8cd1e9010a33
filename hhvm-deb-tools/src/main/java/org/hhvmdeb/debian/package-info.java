/**
 * Debian's words as values: versions, names, control paragraphs, changelogs, file lists. Text in, text out; and the files of a
 * packaging that change together.
 */
@NullMarked
package org.hhvmdeb.debian;

import org.jspecify.annotations.NullMarked;
