/**
 * A patch put onto another upstream tree: merged file by file, and looked for in upstream's history.
 */
@NullMarked
package org.hhvmdeb.patch.rebase;

import org.jspecify.annotations.NullMarked;
