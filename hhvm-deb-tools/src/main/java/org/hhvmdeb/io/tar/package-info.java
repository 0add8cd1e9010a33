/** Tar archives read item by item, with bounds on everything that costs memory or time. */
@NullMarked
package org.hhvmdeb.io.tar;

import org.jspecify.annotations.NullMarked;
