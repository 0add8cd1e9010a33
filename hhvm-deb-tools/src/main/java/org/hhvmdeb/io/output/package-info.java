/** Outputs that users name: what they may replace, which inputs they must not touch, and where they lead. */
@NullMarked
package org.hhvmdeb.io.output;

import org.jspecify.annotations.NullMarked;
