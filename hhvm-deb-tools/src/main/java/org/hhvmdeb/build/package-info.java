/** From a source package to binary packages, on this machine or, later, in a chroot. */
@NullMarked
package org.hhvmdeb.build;

import org.jspecify.annotations.NullMarked;
