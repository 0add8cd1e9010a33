/** A repository without dead schemas and units. */
@NullMarked
package org.hhvmdeb.hhbc.prune;

import org.jspecify.annotations.NullMarked;
