/** The content of a repository in a form that can be compared, whatever pages it lies on. */
@NullMarked
package org.hhvmdeb.hhbc.content;

import org.jspecify.annotations.NullMarked;
