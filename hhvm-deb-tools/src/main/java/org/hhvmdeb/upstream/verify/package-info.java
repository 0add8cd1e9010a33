/** An orig tarball compared with its manifest, with the tree made again from git, or with another tarball. */
@NullMarked
package org.hhvmdeb.upstream.verify;

import org.jspecify.annotations.NullMarked;
