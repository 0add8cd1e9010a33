package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.format.RepoFormat;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Location;

/** What stands between a repository and the tree it should have been compiled from. */
final class SourceComparison {

    private static final int MOST = 10;

    private final RepoInspection repo;
    private final InputList inputs;
    private final Optional<BuildRecord> record;
    private final Location where;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Prepares to compare.
     *
     * @param record what the compilation wrote beside the repository; without it a path that is not in the tree any more counts as
     *     what its name stands for
     * @param name how the user knows the repository
     */
    SourceComparison(RepoInspection repo, InputList inputs, Optional<BuildRecord> record, String name) {
        this.repo = repo;
        this.inputs = inputs;
        this.record = record;
        this.where = Location.of(name);
    }

    /** A blob repository's own index is not read; its list of inputs still is. */
    boolean listsPaths() {
        return repo.format() == RepoFormat.SQLITE && repo.schemas().size() == 1;
    }

    /** Files that only one of the two has. */
    SourceComparison paths() throws HhvmDebException {
        SortedMap<String, String> stored = paths(repo);
        SortedSet<String> wanted = inputs.paths();
        TreeSet<String> missing = new TreeSet<>(wanted);
        missing.removeAll(stored.keySet());
        TreeSet<String> extra = new TreeSet<>(stored.keySet());
        extra.removeAll(wanted);
        add("source-missing", missing, "of the tree and not in the repository");
        add("source-extra", extra, "in the repository and not among the files to compile");
        return this;
    }

    /** Files whose content is not what it was when the repository was compiled. */
    SourceComparison contents() throws IOException {
        Map<String, String> sums = record.map(BuildRecord::sums).orElse(Map.of());
        TreeSet<String> stale = new TreeSet<>();
        for (RelativePath file : inputs.files()) {
            String compiled = sums.get(file.text());
            if (compiled != null
                    && !compiled.equals(Sha256.of(file.under(inputs.root())).hex())) {
                stale.add(file.text());
            }
        }
        add("source-stale", stale, "changed since it was compiled");
        return this;
    }

    /** Files that compile to something else than the repository holds, options and hhvm included. */
    SourceComparison hashes(RepoInspection recompiled) throws HhvmDebException {
        Map<String, String> stored = paths(repo);
        TreeSet<String> different = new TreeSet<>();
        paths(recompiled).forEach((path, hash) -> {
            if (stored.containsKey(path) && !hash.equals(stored.get(path))) {
                different.add(path);
            }
        });
        add("source-recompiled-differently", different, "with another hash when compiled again");
        return this;
    }

    private SortedMap<String, String> paths(RepoInspection of) throws HhvmDebException {
        Set<String> given = inputs.paths();
        record.ifPresent(r -> given.addAll(r.sums().keySet()));
        return RepoPaths.of(of, inputs.root(), given);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void add(String rule, Set<String> files, String what) {
        if (files.isEmpty()) {
            return;
        }
        String first = files.stream()
                .limit(MOST)
                .map(f -> "\n  " + f.replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining());
        String more = files.size() > MOST ? "\n  and " + (files.size() - MOST) + " more" : "";
        findings.add(Finding.error(
                where, rule, files.size() + (files.size() == 1 ? " file " : " files ") + what + ":" + first + more));
    }
}
