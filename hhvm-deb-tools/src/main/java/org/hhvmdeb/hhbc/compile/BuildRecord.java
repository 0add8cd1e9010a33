package org.hhvmdeb.hhbc.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.OwnResults;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * What a compilation wrote beside its repository: how it was made in {@code .json}, see {@link BuildInfo}, and of which files
 * in {@code .inputs}, see {@link PhpFiles#sums()}.
 *
 * @param json the file that says how
 * @param own whether a run of this user wrote it; else it may have come with a clone
 * @param layout the layout it was compiled for
 * @param options the user's words for hhvm, whoever that was
 * @param repo digest of the repository
 * @param inputs digest of the list of files
 * @param sums path and digest of each file
 */
public record BuildRecord(
        Path json,
        boolean own,
        RepoMode layout,
        List<String> options,
        String repo,
        String inputs,
        Map<String, String> sums) {

    static final String INPUTS = ".inputs";

    private static final long LARGEST = 256 << 20;
    private static final int DIGEST = 64;
    private static final int PATH = DIGEST + 2;

    public BuildRecord {
        options = List.copyOf(options);
        sums = Map.copyOf(sums);
    }

    /**
     * Reads what lies beside a repository.
     *
     * @return empty when nothing does, or not both files
     * @throws InputException when they are not what a compilation writes, or were changed since
     */
    public static Optional<BuildRecord> beside(Path repo) throws InputException, IOException {
        String name = String.valueOf(repo.getFileName());
        String stem = name.endsWith(".hhbc") ? name.substring(0, name.length() - ".hhbc".length()) : name;
        Path json = repo.resolveSibling(stem + ".json");
        Path list = repo.resolveSibling(stem + INPUTS);
        if (!Files.isRegularFile(json) || !Files.isRegularFile(list)) {
            return Optional.empty();
        }
        BuildRecord record = read(json, list);
        if (!record.repo().equals(Sha256.of(repo).hex())) {
            throw new InputException(json + " describes another repository than " + repo
                    + ", which was changed or replaced since it was compiled; recompile it");
        }
        if (!record.inputs().equals(Sha256.of(list).hex())) {
            throw new InputException(
                    list + " is not the list that was written with " + json + "; recompile the repository");
        }
        return Optional.of(record);
    }

    private static BuildRecord read(Path json, Path list) throws InputException, IOException {
        if (Files.size(json) + Files.size(list) > LARGEST) {
            throw new InputException(json + " and " + list + " are larger than any compilation makes them");
        }
        Location where = Location.of(json.toString());
        byte[] text = Files.readAllBytes(json);
        Object parsed = Json.parse(text, where);
        Map<?, ?> info = parsed instanceof Map<?, ?> map ? map : Map.of();
        List<?> options = info.get("options") instanceof List<?> words ? words : List.of();
        return new BuildRecord(
                json,
                OwnResults.ofUser().has(Sha256.of(text)),
                RepoMode.parse(String.valueOf(info.get("layout")), json + ": layout"),
                options.stream().map(String::valueOf).toList(),
                digest(info, "repo", where),
                digest(info, "inputs", where),
                sums(list));
    }

    private static String digest(Map<?, ?> info, String of, Location where) throws InputException {
        if (info.get(of) instanceof Map<?, ?> described && described.get("sha256") instanceof String text) {
            return text;
        }
        throw new InputException(where, "there is no digest of the " + of + "; this is not what a compilation writes");
    }

    private static Map<String, String> sums(Path list) throws InputException, IOException {
        Map<String, String> sums = new TreeMap<>();
        int number = 0;
        for (String line : new String(Files.readAllBytes(list), StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            if (line.length() > PATH && line.startsWith("  ", DIGEST)) {
                sums.put(line.substring(PATH), line.substring(0, DIGEST));
            } else if (!line.isEmpty()) {
                throw new InputException(
                        new Location(list.toString(), number), "expected a digest, two blanks and a path");
            }
        }
        return sums;
    }
}
