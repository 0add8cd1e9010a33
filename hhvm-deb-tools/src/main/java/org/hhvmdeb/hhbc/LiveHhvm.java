package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.Walk;
import org.hhvmdeb.io.ElfFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * An hhvm that counts, read and never run.
 *
 * @param file its program
 * @param schema from its ELF section, if it has one
 * @param build its build id, if it has one
 */
record LiveHhvm(Path file, Optional<RepoSchema> schema, Optional<String> build) {

    private static final String BUILD = "build_id";

    /** The program that a service runs, or that its unit names. */
    static Optional<LiveHhvm> of(HhvmService service) throws HhvmDebException {
        Optional<Path> file = service.program().filter(Files::isRegularFile).filter(Files::isReadable);
        return file.isPresent() ? Optional.of(read(file.get())) : Optional.empty();
    }

    /** Those that are installed, the one that a plain {@code hhvm} starts first. */
    static List<LiveHhvm> installed(HostRoot root) throws HhvmDebException {
        List<String> places = new ArrayList<>(List.of("/usr/bin/hhvm", "/usr/local/bin/hhvm"));
        root.names("/opt/hhvm", "").forEach(v -> places.add("/opt/hhvm/" + v + "/bin/hhvm"));
        List<LiveHhvm> installed = new ArrayList<>();
        for (String place : places) {
            Walk walk = root.walk(place);
            if (walk.end().filter(FileStatus::isFile).isPresent()) {
                installed.add(read(root.here(walk.path())));
            }
        }
        return installed;
    }

    private static LiveHhvm read(Path file) throws HhvmDebException {
        if (RepoFormat.of(file) != RepoFormat.ELF) {
            return new LiveHhvm(file, Optional.empty(), Optional.empty());
        }
        Optional<SchemaReading> reading = SchemaSection.of(file, file.toString());
        try {
            Optional<String> build = ElfFile.open(file)
                    .section(BUILD)
                    .map(b -> new String(b, StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ')
                            .strip())
                    .filter(b -> !b.isEmpty());
            return new LiveHhvm(file, reading.map(SchemaReading::schema), build);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }
}
