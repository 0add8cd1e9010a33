package org.hhvmdeb.hhbc.survey;

/**
 * What the files in and below a directory take.
 *
 * @param path without a slash at the end; empty for the root of relative paths
 * @param files how many paths
 * @param bytes of their units; a unit that several paths share counts for the first
 */
public record DirectorySize(String path, long files, long bytes) {}
