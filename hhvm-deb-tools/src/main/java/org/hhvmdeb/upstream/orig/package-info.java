/** The import: a tree becomes a reproducible orig tarball and the manifest that says where every part came from. */
@NullMarked
package org.hhvmdeb.upstream.orig;

import org.jspecify.annotations.NullMarked;
