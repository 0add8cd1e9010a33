/**
 * From an upstream git tag to the orig tarball of a Debian source package: the tag's tree with all submodules, less what
 * the packaging excludes, and a manifest of where every part came from.
 */
@NullMarked
package org.hhvmdeb.upstream;

import org.jspecify.annotations.NullMarked;
