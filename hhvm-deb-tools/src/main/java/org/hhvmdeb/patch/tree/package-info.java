/**
 * Source trees that are only read, whatever they are kept in, and changes to them in memory.
 */
@NullMarked
package org.hhvmdeb.patch.tree;

import org.jspecify.annotations.NullMarked;
