/** Binary packages, .deb files: read safely, written through jdeb and checked. */
@NullMarked
package org.hhvmdeb.deb;

import org.jspecify.annotations.NullMarked;
