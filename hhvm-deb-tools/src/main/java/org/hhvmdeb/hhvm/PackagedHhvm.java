package org.hhvmdeb.hhvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.elf.ElfFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/** The hhvm program in a binary package, asked for its repo schema in the way of hhvm-repo-schema.mk. */
public final class PackagedHhvm {

    private static final String SECTION = RepoSchema.ELF_SECTION;

    private final Path deb;
    private final Path scratch;
    private final ProcessRunner programs;

    /**
     * @param scratch a directory of ours to unpack into
     */
    public PackagedHhvm(Path deb, Path scratch, ProcessRunner programs) {
        this.deb = deb;
        this.scratch = scratch;
        this.programs = programs;
    }

    /**
     * Reads the schema from the program, or, where it has no section for it as before HHVM 3.13, asks it.
     *
     * @throws InputException when the package holds no hhvm, or hhvm has no schema
     */
    public RepoSchema schema() throws HhvmDebException, IOException {
        UnpackedHhvm hhvm = UnpackedHhvm.of(deb, scratch.resolve("root"));
        if (hhvm.programs().isEmpty()) {
            throw new InputException(deb.getFileName()
                    + " holds no hhvm program: there is neither /usr/bin/hhvm nor /opt/hhvm/<version>/bin/hhvm; name the"
                    + " package that does as the main package");
        }
        for (Path program : hhvm.programs()) {
            Optional<byte[]> section = section(program);
            if (section.isPresent()) {
                return parse(section.get());
            }
        }
        return ask(hhvm);
    }

    private static Optional<byte[]> section(Path program) throws IOException {
        try {
            return ElfFile.open(program).section(SECTION);
        } catch (InputException e) {
            // A script: another program of the package, or the script itself when it is run, may know.
            return Optional.empty();
        }
    }

    private RepoSchema parse(byte[] section) throws InputException {
        try {
            return RepoSchema.ofSection(section);
        } catch (InputException e) {
            throw new InputException(
                    "the hhvm in " + deb.getFileName() + " has a broken section " + SECTION + ": " + e.getMessage(), e);
        }
    }

    private RepoSchema ask(UnpackedHhvm hhvm) throws HhvmDebException {
        Command command =
                Command.of(hhvm.programs().get(0).toString(), "--repo-schema").with("HOME", scratch.toString());
        for (Map.Entry<String, String> variable : hhvm.environment().entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        String answer = programs.run(command).orFail().output().strip();
        try {
            return RepoSchema.parse(answer);
        } catch (InputException e) {
            throw new InputException(
                    "the hhvm in " + deb.getFileName() + " has no section " + SECTION + ", and what it answers to"
                            + " --repo-schema is not a schema: " + e.getMessage(),
                    e);
        }
    }
}
