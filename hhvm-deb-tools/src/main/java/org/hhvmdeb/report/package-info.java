/**
 * What a check found, for those who read it: people, scripts, and the programs that show results of CI.
 */
@NullMarked
package org.hhvmdeb.report;

import org.jspecify.annotations.NullMarked;
