/**
 * Git repositories of any kind, read: the local one, the cached copy of a remote one, their tags, trees and history.
 * Paths and names are refused where git would not write them.
 */
@NullMarked
package org.hhvmdeb.upstream.git;

import org.jspecify.annotations.NullMarked;
