package org.hhvmdeb.hhbc.sqlite;

/**
 * What a tree of pages takes.
 *
 * @param entries rows of a table, entries of an index
 * @param pages leaves, inner and overflow pages
 * @param bytes of all these pages, unused ones included
 */
public record Extent(long entries, long pages, long bytes) {}
