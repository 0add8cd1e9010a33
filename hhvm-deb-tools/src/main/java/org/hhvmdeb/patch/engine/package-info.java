/**
 * Applies patches with the result of dpkg-source: {@link org.hhvmdeb.patch.engine.DpkgScan} is the reading dpkg-source does
 * itself, {@link org.hhvmdeb.patch.engine.PatchApplier} stands for the GNU patch it then runs.
 */
@NullMarked
package org.hhvmdeb.patch.engine;

import org.jspecify.annotations.NullMarked;
