/** Compressed streams: recognised, read and written so that the same content is the same bytes. */
@NullMarked
package org.hhvmdeb.io.compression;

import org.jspecify.annotations.NullMarked;
