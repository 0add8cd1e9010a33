/**
 * A host that runs HHVM: the admin port, HHVM's configuration, the places it looks for its repository in, and who may do
 * what there. Everything is read, nothing is changed or run.
 */
@NullMarked
package org.hhvmdeb.hhbc.host;

import org.jspecify.annotations.NullMarked;
