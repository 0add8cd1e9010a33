/** The OpenPGP signature of a tag, checked by gpgv with the given keys alone. */
@NullMarked
package org.hhvmdeb.upstream.signature;

import org.jspecify.annotations.NullMarked;
