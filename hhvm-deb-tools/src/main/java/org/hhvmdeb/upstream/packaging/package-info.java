/** The packaging repository as something to write to: new objects are kept apart until all references move at once. */
@NullMarked
package org.hhvmdeb.upstream.packaging;

import org.jspecify.annotations.NullMarked;
