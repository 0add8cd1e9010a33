/**
 * A series taken from one upstream tag to another: each patch merged file by file, looked for in upstream's history,
 * and kept while conflicts wait for a person.
 */
@NullMarked
package org.hhvmdeb.patch.rebase;

import org.jspecify.annotations.NullMarked;
