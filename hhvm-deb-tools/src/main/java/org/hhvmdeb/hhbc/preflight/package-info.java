/** Which of many hosts would run a cache warm, asked at their admin ports. */
@NullMarked
package org.hhvmdeb.hhbc.preflight;

import org.jspecify.annotations.NullMarked;
