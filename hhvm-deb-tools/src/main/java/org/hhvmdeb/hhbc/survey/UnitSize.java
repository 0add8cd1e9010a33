package org.hhvmdeb.hhbc.survey;

import java.util.Optional;

/**
 * What a unit takes.
 *
 * @param unitSn its number
 * @param path the first of its paths, see {@link PathText}
 * @param bytes of its rows in all tables, their overflow pages and index entries included
 */
public record UnitSize(long unitSn, Optional<String> path, long bytes) {}
