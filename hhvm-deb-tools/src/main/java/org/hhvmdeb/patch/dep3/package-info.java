/**
 * The headers of patches, DEP-3: read and edited without touching a byte that was not meant, and what their fields say.
 */
@NullMarked
package org.hhvmdeb.patch.dep3;

import org.jspecify.annotations.NullMarked;
