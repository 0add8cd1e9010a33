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
 * The hhvm that counts, read and never run.
 *
 * @param schema from its ELF section, if it has one
 * @param build its build id, if it has one
 */
record LiveHhvm(Optional<RepoSchema> schema, Optional<String> build) {

    private static final String BUILD = "build_id";

    /**
     * Finds it: the program named, or that of the service, or the one that is installed.
     *
     * @throws HhvmDebException when a program is named that cannot be read
     */
    static LiveHhvm of(HostRoot root, HhvmService service, Optional<Path> named) throws HhvmDebException {
        Optional<Path> running = service.program().filter(Files::isReadable);
        Optional<Path> file = named.isPresent() ? named : running.isPresent() ? running : installed(root);
        if (file.isEmpty() || RepoFormat.of(file.get()) != RepoFormat.ELF) {
            return new LiveHhvm(Optional.empty(), Optional.empty());
        }
        Optional<SchemaReading> reading =
                SchemaSection.of(file.get(), file.get().toString());
        try {
            Optional<String> build = ElfFile.open(file.get())
                    .section(BUILD)
                    .map(b -> new String(b, StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ')
                            .strip())
                    .filter(b -> !b.isEmpty());
            return new LiveHhvm(reading.map(SchemaReading::schema), build);
        } catch (IOException e) {
            throw ExternalException.reading(file.get(), e);
        }
    }

    private static Optional<Path> installed(HostRoot root) throws ExternalException {
        List<String> places = new ArrayList<>(List.of("/usr/bin/hhvm"));
        root.names("/opt/hhvm", "").forEach(v -> places.add("/opt/hhvm/" + v + "/bin/hhvm"));
        for (String place : places) {
            Walk walk = root.walk(place);
            if (walk.end().filter(FileStatus::isFile).isPresent()) {
                return Optional.of(root.here(walk.path()));
            }
        }
        return Optional.empty();
    }
}
