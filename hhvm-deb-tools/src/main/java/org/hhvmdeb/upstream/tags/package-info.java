/** Upstream's tags: which there are, what version each stands for, and which is the newest of its release line. */
@NullMarked
package org.hhvmdeb.upstream.tags;

import org.jspecify.annotations.NullMarked;
