/**
 * The patch series of a source package. The engine works on bytes and in memory, and in its strict mode gives what
 * {@code dpkg-source -x} gives: {@link org.hhvmdeb.patch.DpkgScan} is the reading dpkg-source does itself,
 * {@link org.hhvmdeb.patch.DiffParser} and {@link org.hhvmdeb.patch.PatchApplier} stand for the GNU patch it then runs.
 * The use case is {@link org.hhvmdeb.patch.CheckPatches}.
 */
@NullMarked
package org.hhvmdeb.patch;

import org.jspecify.annotations.NullMarked;
