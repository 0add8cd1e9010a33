package org.hhvmdeb.io.output;

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
import org.hhvmdeb.io.FileKind;
import org.hhvmdeb.io.staging.StagedFile;
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

    /**
     * A file whose name a step makes up, in a directory that a user named. Links to the directory are followed, but none
     * of this name: it may have come with a clone.
     *
     * @throws InputException when there is a link, a FIFO, a device or a directory of this name
     * @throws ExternalException when it can be seen that it cannot be written
     */
    public static OutputFile in(Path directory, String name) throws HhvmDebException {
        Path named = directory.resolve(name);
        return new OutputFile(named, new OutputLookup(named).computed());
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
     * Refuses to damage what is read.
     *
     * @throws InputException when this is one of the inputs, whatever name or link it goes by, lies in a packaging or a git
     *     repository among them, or would replace a file in a directory that is read and that no earlier run wrote
     */
    public OutputFile apartFrom(InputPlaces inputs) throws HhvmDebException {
        if (place instanceof OutputPlace.Regular file) {
            inputs.refuse(named, file.path());
        }
        return this;
    }

    /**
     * Whether what goes into this and into another one would be lost or mixed up; a device, such as /dev/null, takes all.
     *
     * @throws ExternalException when it cannot be seen
     */
    public boolean collidesWith(OutputFile other) throws ExternalException {
        Optional<Path> here = place();
        Optional<Path> there = other.place();
        if (here.isEmpty() || there.isEmpty()) {
            return false;
        }
        try {
            return here.get().equals(there.get())
                    || (Files.exists(here.get())
                            && Files.exists(there.get())
                            && Files.isSameFile(here.get(), there.get()));
        } catch (IOException e) {
            throw ExternalException.writing(named, e);
        }
    }

    private Optional<Path> place() {
        if (place instanceof OutputPlace.Special special) {
            return FileKind.of(special.path()) == FileKind.DEVICE ? Optional.empty() : Optional.of(special.path());
        }
        return regular();
    }

    /**
     * Begins a file that is made where it can be read and written at will, and takes its place when it is complete.
     *
     * @throws IOException also when another run is writing a file of this name
     */
    public StagedFile stage() throws IOException {
        return place instanceof OutputPlace.Regular file
                ? StagedFile.claiming(file.path())
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
