package org.hhvmdeb.patch.edit;

import java.util.Optional;
import org.hhvmdeb.patch.dep3.Dep3;
import org.hhvmdeb.patch.series.SeriesEntry;

/**
 * A patch in a list.
 *
 * @param entry its place in the series
 * @param header what it says about itself; empty where the file cannot be read
 */
public record ListedPatch(SeriesEntry entry, Optional<Dep3> header) {}
