/** The index and the work tree of the packaging repository, brought to a new commit without loss of uncommitted work. */
@NullMarked
package org.hhvmdeb.upstream.worktree;

import org.jspecify.annotations.NullMarked;
