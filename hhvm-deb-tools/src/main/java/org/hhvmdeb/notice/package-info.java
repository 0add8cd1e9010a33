/**
 * What a step tells the outside while it works and when it cannot go on: progress, findings and the three kinds of
 * failure a caller can act on.
 */
@NullMarked
package org.hhvmdeb.notice;

import org.jspecify.annotations.NullMarked;
