package org.hhvmdeb.hhbc.inspect;

import java.nio.file.Path;

/**
 * A look into a repository.
 *
 * @param file the repository
 * @param top how many of the largest units and directories of each schema to name
 */
public record InspectRequest(Path file, int top) {

    private static final int USUAL = 10;

    public InspectRequest {
        if (top < 0) {
            throw new IllegalArgumentException("the largest " + top);
        }
    }

    public static InspectRequest of(Path file) {
        return new InspectRequest(file, USUAL);
    }
}
