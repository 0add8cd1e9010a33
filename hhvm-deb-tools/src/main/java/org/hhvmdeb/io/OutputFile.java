package org.hhvmdeb.io;

import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * A file that a user named to be written. A regular file is replaced as a whole, behind a symbolic link the one that the
 * link leads to, and missing directories are created; a device, a FIFO or an open file descriptor is written to and stays
 * what it is.
 */
public final class OutputFile {

    private final Path named;
    private final OutputPlace place;

    private OutputFile(Path named, OutputPlace place) {
        this.named = named;
        this.place = place;
    }

    /**
     * Looks at what is there, and changes nothing.
     *
     * @throws InputException when it is a directory, a socket, a descriptor that is not open or in no directory
     * @throws ExternalException when it can be seen that it cannot be written
     */
    public static OutputFile of(Path named) throws HhvmDebException {
        return new OutputFile(named, new OutputLookup(named).place());
    }

    /** What goes into a stream that is open, such as standard output. */
    public static OutputFile into(OutputStream stream, Path named) {
        return new OutputFile(named, new OutputPlace.Stream(stream));
    }

    /** As the user named it. */
    public Path path() {
        return named;
    }

    /** Whether this is another name of the standard output of this process. */
    public boolean isStandardOutput() {
        return place instanceof OutputPlace.Standard standard && standard.descriptor() == FileDescriptor.out;
    }

    /** The regular file that is replaced or comes into being; empty where something is written to that stays. */
    public Optional<Path> regular() {
        return place instanceof OutputPlace.Regular file ? Optional.of(file.path()) : Optional.empty();
    }

    /**
     * Refuses to write over what is still needed.
     *
     * @throws InputException when this is one of them, whatever name or link it goes by
     */
    public OutputFile otherThan(Path... needed) throws HhvmDebException {
        for (Path file : needed) {
            try {
                if (Files.exists(named) && Files.exists(file) && Files.isSameFile(named, file)) {
                    throw new InputException(named + " is what is read here, and would be lost; name another file");
                }
            } catch (IOException e) {
                throw ExternalException.reading(file, e);
            }
        }
        return this;
    }

    /** Begins a file that is made where it can be read and written at will, and takes its place when it is complete. */
    public StagedFile stage() throws IOException {
        return place instanceof OutputPlace.Regular file
                ? StagedFile.beside(file.path())
                : StagedFile.elsewhere(this::copy);
    }

    /**
     * Writes UTF-8 in one go; a regular file with this very content is left untouched.
     *
     * @throws ExternalException when it cannot be written, naming it and the reason
     */
    public void write(String content) throws ExternalException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            if (place instanceof OutputPlace.Regular file) {
                StagedFile.write(file.path(), bytes);
            } else {
                pour(new ByteArrayInputStream(bytes));
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Says that it could not be written. */
    public ExternalException failure(IOException cause) {
        return ExternalException.writing(named, cause);
    }

    private void copy(Path complete) throws IOException {
        try (InputStream in = Files.newInputStream(complete)) {
            pour(in);
        }
    }

    private void pour(InputStream content) throws IOException {
        if (place instanceof OutputPlace.Special special) {
            try (OutputStream out = Files.newOutputStream(special.path(), special.option())) {
                content.transferTo(out);
            }
        } else if (place instanceof OutputPlace.Standard standard) {
            content.transferTo(new FileOutputStream(standard.descriptor()));
        } else if (place instanceof OutputPlace.Stream open) {
            content.transferTo(open.stream());
            open.stream().flush();
        }
    }

    @Override
    public String toString() {
        return named.toString();
    }
}
