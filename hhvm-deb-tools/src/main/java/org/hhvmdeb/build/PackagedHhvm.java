package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.io.ElfFile;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.TarItem;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/** The hhvm program in a binary package, asked for its repo schema in the way of hhvm-repo-schema.mk. */
final class PackagedHhvm {

    private static final Pattern PLACE = Pattern.compile("usr/bin/hhvm|opt/hhvm/[^/]+/bin/hhvm");
    private static final String SECTION = "repo_schema_id";

    private final Path deb;
    private final Path scratch;
    private final ProcessRunner programs;

    /**
     * @param scratch a directory of ours to unpack into
     */
    PackagedHhvm(Path deb, Path scratch, ProcessRunner programs) {
        this.deb = deb;
        this.scratch = scratch;
        this.programs = programs;
    }

    /**
     * Reads the schema from the program, or, where it has no section for it as before HHVM 3.13, asks it.
     *
     * @throws InputException when the package holds no hhvm, or hhvm has no schema
     */
    RepoSchema schema() throws HhvmDebException, IOException {
        DebArchive archive = DebArchive.open(deb);
        List<RelativePath> places = places(archive);
        if (places.isEmpty()) {
            throw new InputException(deb.getFileName()
                    + " holds no hhvm program: there is neither /usr/bin/hhvm nor /opt/hhvm/<version>/bin/hhvm; name the"
                    + " package that does as the main package");
        }
        for (RelativePath place : places) {
            Optional<RepoSchema> read = fromSection(archive, place);
            if (read.isPresent()) {
                return read.get();
            }
        }
        return fromProgram(archive, places.get(0));
    }

    private static List<RelativePath> places(DebArchive archive) throws InputException, IOException {
        return archive.entries().stream()
                .filter(i -> i.kind() != TarItem.Kind.DIRECTORY
                        && PLACE.matcher(i.name()).matches())
                .map(TarItem::path)
                .sorted(Comparator.comparing((RelativePath p) -> p.text().startsWith("opt/"))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private Optional<RepoSchema> fromSection(DebArchive archive, RelativePath place)
            throws InputException, IOException {
        Path program = scratch.resolve("hhvm");
        Optional<byte[]> section;
        try {
            archive.extractFile(place, program);
            section = ElfFile.open(program).section(SECTION);
        } catch (InputException e) {
            // A script, or a link that update-alternatives completes: another place or the program itself may know.
            return Optional.empty();
        }
        return section.isEmpty() ? Optional.empty() : Optional.of(parse(section.get()));
    }

    private RepoSchema parse(byte[] section) throws InputException {
        String text = new String(section, StandardCharsets.ISO_8859_1);
        try {
            return RepoSchema.parse(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        } catch (InputException e) {
            throw new InputException(
                    "the hhvm in " + deb.getFileName() + " has a broken section " + SECTION + ": " + e.getMessage(), e);
        }
    }

    private RepoSchema fromProgram(DebArchive archive, RelativePath place) throws HhvmDebException, IOException {
        Path root = scratch.resolve("root");
        archive.extract(root);
        String answer = programs.run(Command.of(place.under(root).toString(), "--repo-schema")
                        .with("HOME", scratch.toString()))
                .orFail()
                .output()
                .strip();
        try {
            return RepoSchema.parse(answer);
        } catch (InputException e) {
            throw new InputException(
                    "the hhvm in " + deb.getFileName() + " has no section " + SECTION + ", and what it answers to"
                            + " --repo-schema is no schema: " + e.getMessage(),
                    e);
        }
    }
}
