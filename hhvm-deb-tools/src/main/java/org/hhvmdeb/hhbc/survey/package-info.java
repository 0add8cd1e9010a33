/** Where the bytes of a repository are: which unit, file and directory has how many, and what belongs to nothing. */
@NullMarked
package org.hhvmdeb.hhbc.survey;

import org.jspecify.annotations.NullMarked;
