package org.hhvmdeb.hhvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hhvmdeb.io.elf.ElfFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** The schema in the file of a program, of whatever machine, without running it; HHVM has put it there since 3.13. */
public final class SchemaSection {

    private static final String SECTION = RepoSchema.ELF_SECTION;

    private SchemaSection() {}

    /**
     * Reads the section.
     *
     * @param name how a person knows the file
     * @return empty when the file has no such section, or is no ELF file
     */
    public static Optional<SchemaReading> of(Path file, String name) throws HhvmDebException {
        if (RepoFormat.of(file) != RepoFormat.ELF) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> content = ElfFile.open(file).section(SECTION);
            if (content.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new SchemaReading("ELF section " + SECTION + " of " + name, RepoSchema.ofSection(content.get())));
        } catch (InputException e) {
            throw new InputException("ELF section " + SECTION + " of " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }
}
