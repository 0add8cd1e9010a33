package org.hhvmdeb.hhbc.verify;

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
import org.hhvmdeb.hhbc.compile.BuildRecord;
import org.hhvmdeb.hhbc.compile.PhpFiles;
import org.hhvmdeb.hhbc.compile.RepoPaths;
import org.hhvmdeb.hhbc.diff.DiffRepos;
import org.hhvmdeb.hhbc.diff.FileDifference;
import org.hhvmdeb.hhbc.diff.FileDifference.Change;
import org.hhvmdeb.hhbc.diff.SchemaDifference;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Rule;

/** What stands between a repository and the tree it should have been compiled from. */
final class SourceComparison {

    private static final int MOST = 10;

    private final RepoInspection repo;
    private final PhpFiles inputs;
    private final Optional<BuildRecord> record;
    private final Location where;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> told = new TreeSet<>();

    /**
     * Prepares to compare.
     *
     * @param record what the compilation wrote beside the repository; without it a path that is not in the tree any more counts as
     *     what its name stands for
     * @param name how the user knows the repository
     */
    SourceComparison(RepoInspection repo, PhpFiles inputs, Optional<BuildRecord> record, String name) {
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
        add(RepoRule.SOURCE_MISSING, missing, "of the tree and not in the repository");
        add(RepoRule.SOURCE_EXTRA, extra, "in the repository and not among the files to compile");
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
        add(RepoRule.SOURCE_STALE, stale, "changed since it was compiled");
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
        add(RepoRule.SOURCE_RECOMPILED_DIFFERENTLY, different, "with another hash when compiled again");
        return this;
    }

    /**
     * What the repository holds for the files that are the same, and all else in it: the hash is only what the repository says of a
     * file, and HHVM runs the bytecode.
     */
    SourceComparison bytecode(RepoInspection recompiled, Progress progress) throws HhvmDebException {
        SchemaContent content = repo.schemas().get(0);
        SchemaDifference difference = new DiffRepos()
                .run(repo.file(), recompiled.file(), Optional.of(content.schema()), progress)
                .schemas()
                .get(0);
        boolean sameSource = told.isEmpty();
        String reason = content.wholeProgram()
                ? "\nIn a whole-program build bytecode depends on the other files, too, and hhvm may number what units share in"
                        + " the order in which its threads end. If you trust the repository, see whether hhvm makes the same"
                        + " twice (cache compile --force, cache diff)"
                : "";
        Set<String> different = untold(difference, Change.CHANGED);
        Set<String> extra = untold(difference, Change.REMOVED);
        Set<String> missing = untold(difference, Change.ADDED);
        add(RepoRule.BYTECODE_DIFFERS, different, "with other bytecode than hhvm makes of the source", reason);
        add(RepoRule.BYTECODE_EXTRA, extra, "with bytecode where hhvm makes none when it compiles again");
        add(RepoRule.BYTECODE_MISSING, missing, "without the bytecode that hhvm makes when it compiles again");
        long pathless = difference.pathlessAdded() + difference.pathlessRemoved();
        if (pathless > 0) {
            findings.add(Finding.of(
                    where,
                    RepoRule.BYTECODE_DIFFERS,
                    HumanUnits.count(pathless, "unit")
                            + " that no path leads to in only one of it and what hhvm makes"));
        }
        // Such tables are about all files: where the source differs they do, too.
        if (sameSource && !difference.tables().isEmpty()) {
            findings.add(Finding.of(
                    where,
                    RepoRule.BYTECODE_DIFFERS,
                    "other content than hhvm makes in " + String.join(", ", difference.tables()) + reason));
        }
        return this;
    }

    private Set<String> untold(SchemaDifference difference, Change change) {
        Set<String> paths = new TreeSet<>();
        difference.files().stream()
                .filter(f -> f.change() == change)
                .map(FileDifference::path)
                .map(p -> RepoPaths.relative(p, inputs.root()))
                .filter(p -> !told.contains(p))
                .forEach(paths::add);
        return paths;
    }

    private SortedMap<String, String> paths(RepoInspection of) throws HhvmDebException {
        Set<String> given = inputs.paths();
        record.ifPresent(r -> given.addAll(r.sums().keySet()));
        return RepoPaths.of(of, inputs.root(), given);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void add(Rule rule, Set<String> files, String what) {
        add(rule, files, what, "");
    }

    private void add(Rule rule, Set<String> files, String what, String reason) {
        if (files.isEmpty()) {
            return;
        }
        told.addAll(files);
        String first = files.stream()
                .limit(MOST)
                .map(f -> "\n  " + f.replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining());
        String more = files.size() > MOST ? "\n  and " + (files.size() - MOST) + " more" : "";
        findings.add(Finding.of(
                where, rule, HumanUnits.count(files.size(), "file") + " " + what + ":" + first + more + reason));
    }
}
