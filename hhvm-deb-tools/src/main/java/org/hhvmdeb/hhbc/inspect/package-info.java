/** What a bytecode repository has in it: units, sizes, schemas and faults, as text, JSON and a page. */
@NullMarked
package org.hhvmdeb.hhbc.inspect;

import org.jspecify.annotations.NullMarked;
