/**
 * The imported tarball as commits of the packaging repository: upstream branch, tag, pristine-tar, merge and
 * changelog.
 */
@NullMarked
package org.hhvmdeb.upstream.commit;

import org.jspecify.annotations.NullMarked;
