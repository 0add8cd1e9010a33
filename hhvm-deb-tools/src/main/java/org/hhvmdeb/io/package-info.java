/** Files as every step needs them: written beside and renamed, digested, walked and packed without surprises. */
@NullMarked
package org.hhvmdeb.io;

import org.jspecify.annotations.NullMarked;
