/**
 * The tree of a tag with all its submodules, less what {@code Files-Excluded} names, as a list of files that can be
 * read.
 */
@NullMarked
package org.hhvmdeb.upstream.tree;

import org.jspecify.annotations.NullMarked;
