/**
 * Fetching from servers that may be hostile, slow or behind a proxy: JGit's transports with bounds on what they receive, and
 * with the credentials and proxies that the caller names.
 */
@NullMarked
package org.hhvmdeb.upstream.fetch;

import org.jspecify.annotations.NullMarked;
