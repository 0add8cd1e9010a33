/**
 * The patch series of a source package. What a maintainer does with it has a package each: {@link org.hhvmdeb.patch.check},
 * {@link org.hhvmdeb.patch.apply}, {@link org.hhvmdeb.patch.lint}, {@link org.hhvmdeb.patch.edit},
 * {@link org.hhvmdeb.patch.refresh}, {@link org.hhvmdeb.patch.rebase}, {@link org.hhvmdeb.patch.forecast}. Underneath, from
 * the bottom up: {@link org.hhvmdeb.patch.tree} for source trees, {@link org.hhvmdeb.patch.diff} for patch files,
 * {@link org.hhvmdeb.patch.engine} for applying them with dpkg-source's result, {@link org.hhvmdeb.patch.series} for the
 * directory debian/patches. {@link org.hhvmdeb.patch.PatchRule} lists what all of them can find.
 */
@NullMarked
package org.hhvmdeb.patch;

import org.jspecify.annotations.NullMarked;
