package org.hhvmdeb.hhbc.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HostProcess;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.hhvm.SchemaSection;
import org.hhvmdeb.io.elf.ElfFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

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
    static Optional<LiveHhvm> of(HhvmService service) {
        return service.program()
                .filter(Files::isRegularFile)
                .filter(Files::isReadable)
                .map(LiveHhvm::read);
    }

    /** Those that are installed, the one that a plain {@code hhvm} starts first. */
    static List<LiveHhvm> installed(HostRoot root) throws HhvmDebException {
        List<String> places = new ArrayList<>(List.of("/usr/bin/hhvm", "/usr/local/bin/hhvm"));
        root.names("/opt/hhvm", "").forEach(v -> places.add("/opt/hhvm/" + v + "/bin/hhvm"));
        List<LiveHhvm> installed = new ArrayList<>();
        for (String place : places) {
            ResolvedPath walk = root.walk(place);
            if (walk.end().filter(FileStatus::isFile).isPresent()) {
                installed.add(read(root.here(walk.path())));
            }
        }
        return installed;
    }

    /**
     * Those that run, each program once: servers, workers and compilers, whatever they are called, and what is called hhvm and does not
     * tell its schema.
     */
    static List<LiveHhvm> running(HostRoot root) throws HhvmDebException {
        Map<Object, LiveHhvm> running = new LinkedHashMap<>();
        Set<Object> others = new HashSet<>();
        for (HostProcess process : HostProcess.of(root)) {
            Optional<Path> program = process.program();
            Object key = program.flatMap(LiveHhvm::key).orElse("unknown");
            if (running.containsKey(key)) {
                continue;
            }
            boolean told = program.isPresent() && !others.contains(key) && hasSection(program.get());
            if (told || process.isCalledHhvm()) {
                running.put(key, program.isPresent() ? read(program.get()) : silent(Path.of("/proc", process.pid())));
            } else {
                others.add(key);
            }
        }
        return List.copyOf(running.values());
    }

    /** The same program under several names counts once. */
    static List<LiveHhvm> distinct(List<LiveHhvm> hhvms) {
        Map<Object, LiveHhvm> distinct = new LinkedHashMap<>();
        hhvms.forEach(h -> distinct.putIfAbsent(key(h.file()).orElse(h.file()), h));
        return List.copyOf(distinct.values());
    }

    private static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            // A process that has ended.
            return Optional.empty();
        }
    }

    private static boolean hasSection(Path file) {
        try {
            ElfFile elf = ElfFile.open(file);
            try {
                return elf.section(RepoSchema.ELF_SECTION).isPresent();
            } catch (InputException e) {
                // It has one that cannot be read.
                return true;
            }
        } catch (InputException | IOException e) {
            return false;
        }
    }

    private static LiveHhvm silent(Path file) {
        return new LiveHhvm(file, Optional.empty(), Optional.empty());
    }

    /** A program that cannot be read, or has ended meanwhile, does not tell its schema. */
    private static LiveHhvm read(Path file) {
        try {
            return told(file);
        } catch (HhvmDebException e) {
            return silent(file);
        }
    }

    private static LiveHhvm told(Path file) throws HhvmDebException {
        if (RepoFormat.of(file) != RepoFormat.ELF) {
            return silent(file);
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
