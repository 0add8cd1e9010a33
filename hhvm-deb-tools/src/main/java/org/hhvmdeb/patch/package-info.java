/**
 * The patch series of a source package: what a maintainer does with it, one use case a class. Underneath, from the bottom
 * up: {@link org.hhvmdeb.patch.tree} for source trees, {@link org.hhvmdeb.patch.diff} for patch files,
 * {@link org.hhvmdeb.patch.engine} for applying them with dpkg-source's result, {@link org.hhvmdeb.patch.series} for the
 * directory debian/patches.
 */
@NullMarked
package org.hhvmdeb.patch;

import org.jspecify.annotations.NullMarked;
