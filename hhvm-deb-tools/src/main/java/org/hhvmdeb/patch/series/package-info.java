/**
 * The directory debian/patches: the series with its sections, the patches, and what quilt noted about them in .pc.
 */
@NullMarked
package org.hhvmdeb.patch.series;

import org.jspecify.annotations.NullMarked;
