package org.hhvmdeb.upstream.tree;

/**
 * What one pattern took out of the tree; a path that several match counts for the last of them.
 *
 * @param pattern as it was written
 * @param files how many files and links
 * @param bytes their size
 * @param submodules how many whole submodules, whose content nobody fetched
 */
public record PrunedPattern(String pattern, long files, long bytes, long submodules) {

    public boolean matchedSomething() {
        return files > 0 || submodules > 0;
    }

    PrunedPattern plusFile(long size) {
        return new PrunedPattern(pattern, files + 1, bytes + size, submodules);
    }

    PrunedPattern plusSubmodule() {
        return new PrunedPattern(pattern, files, bytes, submodules + 1);
    }
}
