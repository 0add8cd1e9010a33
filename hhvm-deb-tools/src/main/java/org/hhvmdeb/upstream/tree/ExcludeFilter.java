package org.hhvmdeb.upstream.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.PackagingRule;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitFiles;
import org.hhvmdeb.upstream.git.GitPath;

/** Takes paths out of the tree and counts what each pattern took. */
public final class ExcludeFilter {

    private final FilesExcluded packaging;
    private final FilesExcluded extra;
    private final Map<String, PrunedPattern> counts = new LinkedHashMap<>();
    private final boolean keepsGitFiles;
    private PrunedPattern gitFiles = new PrunedPattern(GitFiles.PATTERN, 0, 0, 0);
    private long sizeless;

    /**
     * Starts counting.
     *
     * @param packaging what debian/copyright excludes
     * @param extraGlobs of the same syntax, on top
     */
    public ExcludeFilter(FilesExcluded packaging, List<String> extraGlobs) throws InputException {
        this(packaging, extraGlobs, false);
    }

    /**
     * The same.
     *
     * @param keepsGitFiles whether {@link GitFiles} stay, as they did in the first tarballs
     */
    public ExcludeFilter(FilesExcluded packaging, List<String> extraGlobs, boolean keepsGitFiles)
            throws InputException {
        this.packaging = packaging;
        this.extra = FilesExcluded.of(extraGlobs);
        this.keepsGitFiles = keepsGitFiles;
        packaging.patterns().forEach(this::start);
        extra.patterns().forEach(this::start);
    }

    private void start(String pattern) {
        counts.put(pattern, new PrunedPattern(pattern, 0, 0, 0));
    }

    /** The pattern that takes a path out. */
    Optional<String> matching(GitPath path) {
        return extra.matching(path.text()).or(() -> packaging.matching(path.text()));
    }

    /** The directory that stays where a path is left out because it is git's own. */
    Optional<GitPath> directoryAboveGitFile(GitPath path) {
        return keepsGitFiles ? Optional.empty() : GitFiles.directoryAbove(path);
    }

    /** Counts a file of git's own. */
    void gitFile(OptionalLong size) {
        gitFiles = gitFiles.plusFile(size.orElse(0));
    }

    void gitSubmodule() {
        gitFiles = gitFiles.plusSubmodule();
    }

    /** What was left out because it is git's own; empty where that is in. */
    Optional<PrunedPattern> gitFiles() {
        return keepsGitFiles ? Optional.empty() : Optional.of(gitFiles);
    }

    /** Counts a file; a partial clone that lacks it serves as well, but then nobody knows its size. */
    void file(String pattern, OptionalLong size) {
        sizeless += size.isPresent() ? 0 : 1;
        counts.computeIfPresent(pattern, (p, count) -> count.plusFile(size.orElse(0)));
    }

    void submodule(String pattern) {
        counts.computeIfPresent(pattern, (p, count) -> count.plusSubmodule());
    }

    /** The patterns in the order they were written, those of debian/copyright first. */
    List<PrunedPattern> counts() {
        return List.copyOf(counts.values());
    }

    /**
     * What there is to say of the patterns that took nothing out.
     *
     * @param counts of all patterns
     */
    public List<Finding> findings(List<PrunedPattern> counts) {
        return counts.stream()
                .filter(c -> !c.matchedSomething())
                .map(c -> Finding.of(
                        packaging.where(c.pattern()).orElse(Location.of("the option exclude")),
                        PackagingRule.FILES_EXCLUDED_UNUSED,
                        "the exclude pattern \"" + c.pattern() + "\" took nothing out of the upstream tree: it matches"
                                + " nothing, or a later pattern takes the same out; correct or remove it"))
                .toList();
    }

    void warn(Progress progress) {
        if (sizeless > 0) {
            progress.warn("of what is excluded, " + HumanUnits.count(sizeless, "file")
                    + " cannot be measured, as the repository lacks the content");
        }
    }
}
