package org.hhvmdeb.io.output;

import java.io.FileDescriptor;
import java.io.OutputStream;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** What is behind the name of a file that is to be written. */
sealed interface OutputPlace {

    /** A regular file, there or not yet, by its own name. */
    record Regular(Path path) implements OutputPlace {}

    /** What is opened, written to and closed. */
    record Special(Path path, OpenOption option) implements OutputPlace {}

    /** Our own standard output or standard error. */
    record Standard(FileDescriptor descriptor) implements OutputPlace {}

    /** What is open and stays so. */
    record Stream(OutputStream stream) implements OutputPlace {}
}
