/** The package that ships a repository: its files, dependencies, maintainer scripts and configuration. */
@NullMarked
package org.hhvmdeb.hhbc.pack;

import org.jspecify.annotations.NullMarked;
