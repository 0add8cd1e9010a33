/** Third-party code in an upstream tree that Debian packages already, as proposals for {@code Files-Excluded}. */
@NullMarked
package org.hhvmdeb.upstream.prune;

import org.jspecify.annotations.NullMarked;
