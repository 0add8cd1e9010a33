/** Which repo schema a program, process, server, package or repository has. */
@NullMarked
package org.hhvmdeb.hhbc.schema;

import org.jspecify.annotations.NullMarked;
