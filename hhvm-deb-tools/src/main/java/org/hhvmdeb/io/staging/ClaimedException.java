package org.hhvmdeb.io.staging;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Another run is at work on something. */
public final class ClaimedException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    ClaimedException(Path target) {
        super(target.toString(), null, "another run is writing it right now; wait for it to end and run again");
    }
}
