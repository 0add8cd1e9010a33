/** A repository in canonical order: the same content is the same bytes. */
@NullMarked
package org.hhvmdeb.hhbc.canonicalise;

import org.jspecify.annotations.NullMarked;
