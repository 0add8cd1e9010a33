/** Forecasts: how a series would fare on many trees, most of which share most files, as text, JSON and a page. */
@NullMarked
package org.hhvmdeb.patch.forecast;

import org.jspecify.annotations.NullMarked;
