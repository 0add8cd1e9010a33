package org.hhvmdeb.patch.lint;

import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.patch.dep3.FieldEdit;

/**
 * Something to say about a header.
 *
 * @param fix the edit that puts it right, where there is only one
 */
record HeaderFinding(Finding finding, Optional<FieldEdit> fix) {}
