/** What can be wrong with patches whatever tree they are for, and how to put it right where there is only one way. */
@NullMarked
package org.hhvmdeb.patch.lint;

import org.jspecify.annotations.NullMarked;
