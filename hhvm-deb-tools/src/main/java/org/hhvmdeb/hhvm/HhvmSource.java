package org.hhvmdeb.hhvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.process.SearchPath;

/** Where the hhvm that compiles comes from. */
public sealed interface HhvmSource {

    /** The hhvm in a file that somebody named: a .deb, whatever its name, or a program. */
    static HhvmSource in(Path file) throws HhvmDebException {
        boolean deb = Files.isRegularFile(file)
                ? RepoFormat.of(file) == RepoFormat.DEB
                : file.toString().endsWith(".deb");
        return deb ? new Deb(file) : new Program(file);
    }

    /** The file that somebody named. */
    default Optional<Path> named() {
        return this instanceof Deb deb
                ? Optional.of(deb.file())
                : this instanceof Program program ? Optional.of(program.file()) : Optional.empty();
    }

    /** The program in an hhvm .deb, which is unpacked and not installed. */
    record Deb(Path file) implements HhvmSource {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** A program file. */
    record Program(Path file) implements HhvmSource {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** The program {@code hhvm} in one of these directories. */
    record OnPath(SearchPath path) implements HhvmSource {

        @Override
        public String toString() {
            return "hhvm on PATH";
        }
    }
}
