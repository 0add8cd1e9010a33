package org.hhvmdeb.upstream.prune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitSettings;
import org.hhvmdeb.upstream.git.Repositories;
import org.hhvmdeb.upstream.git.RepositoryAddress;
import org.hhvmdeb.upstream.prune.PruneSuggestion.Verdict;
import org.hhvmdeb.upstream.tree.ExcludeFilter;
import org.hhvmdeb.upstream.tree.PrunedPattern;
import org.hhvmdeb.upstream.tree.SubmodulePolicy;
import org.hhvmdeb.upstream.tree.SubmoduleRecord;
import org.hhvmdeb.upstream.tree.TreeEntry;
import org.hhvmdeb.upstream.tree.TreeReader;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.hhvmdeb.upstream.tree.UpstreamTree;

/**
 * Tells which code of others in the tree of a tag Debian packages already, so that the tarball can do without it: by a
 * table of ours, and by what a suite has according to apt's files.
 */
public final class SuggestPrune {

    /**
     * Looks at a tag.
     *
     * @throws InputException for a tag that is not there, a malformed debian/copyright, or an index
     *     that is none
     * @throws ExternalException when a repository cannot be reached
     */
    public PruneSuggestions run(SuggestPruneRequest request, Progress progress) throws HhvmDebException {
        try {
            ThirdPartyTable table = ThirdPartyTable.load();
            AptIndex index = AptIndex.read(request.indexes(), names(table));
            FilesExcluded excluded = excluded(request);
            UpstreamTree tree = GitSettings.withoutUserConfig(() -> tree(request, excluded, progress));
            PruneVerdicts verdicts =
                    new PruneVerdicts(table, index, !request.indexes().isEmpty());
            List<PruneSuggestion> suggestions = Stream.concat(
                            tree.pruned().stream()
                                    .filter(PrunedPattern::matchedSomething)
                                    .map(SuggestPrune::alreadyExcluded),
                            contents(tree, table).entrySet().stream().map(e -> verdicts.on(e.getKey(), e.getValue())))
                    .sorted(Comparator.comparing(PruneSuggestion::path))
                    .toList();
            List<String> patterns = new ArrayList<>(excluded.patterns());
            suggestions.stream()
                    .filter(PruneSuggestion::isToGo)
                    .map(s -> literal(s.path()))
                    .forEach(patterns::add);
            return new PruneSuggestions(request.tag(), suggestions, patterns);
        } catch (IOException e) {
            throw ExternalException.during("looking at " + request.tag(), e);
        }
    }

    private static Set<String> names(ThirdPartyTable table) {
        return table.all().stream()
                .flatMap(t -> Stream.concat(t.packages().stream(), t.source().stream()))
                .collect(Collectors.toSet());
    }

    private static FilesExcluded excluded(SuggestPruneRequest request) throws HhvmDebException {
        Optional<Path> debian = request.debianDirectory();
        if (debian.isPresent()) {
            DebianDirectory.require(debian.get());
        }
        Optional<Path> copyright = debian.map(d -> d.resolve("copyright"));
        return copyright.isPresent() && Files.exists(copyright.get())
                ? FilesExcluded.read(copyright.get())
                : FilesExcluded.of(List.of());
    }

    private static UpstreamTree tree(SuggestPruneRequest request, FilesExcluded excluded, Progress progress)
            throws HhvmDebException, IOException {
        UpstreamSource source = request.source();
        RepositoryAddress upstream = RepositoryAddress.parse(source.from(), "the request");
        try (WorkDirectory scratch = WorkDirectory.create();
                Repositories repositories = new Repositories(
                        source.cache().orElse(scratch.path().resolve("git")), source.fetching(), progress)) {
            SubmodulePolicy policy = new SubmodulePolicy(source.submoduleUrls(), source.withoutSubmodules());
            return new TreeReader(repositories, new ExcludeFilter(excluded, List.of()), policy, progress)
                    .readWhatIsThere(
                            upstream,
                            repositories.at(upstream).commitOf(request.tag().text()));
        }
    }

    /** What is in the tree of other people's code, by place. */
    private static Map<String, DirectoryStats> contents(UpstreamTree tree, ThirdPartyTable table) throws IOException {
        Map<String, DirectoryStats> contents = new TreeMap<>();
        for (TreeEntry entry : tree.entries()) {
            String path = entry.path().text();
            Optional<String> place = table.placeOf(path);
            if (place.isPresent()) {
                contents.computeIfAbsent(place.get(), p -> new DirectoryStats())
                        .add(path, entry.tree().size(entry.content()).orElse(0));
            }
        }
        for (SubmoduleRecord submodule : tree.submodules()) {
            boolean skipped = submodule
                    .leftOut()
                    .filter(why -> why.equals(SubmoduleRecord.BY_REQUEST) || why.equals(SubmoduleRecord.UNREAD))
                    .isPresent();
            // A submodule may itself be the directory; below any name the place is the same.
            Optional<String> place = skipped ? table.placeOf(submodule.path() + "/.") : Optional.empty();
            place.ifPresent(p ->
                    contents.computeIfAbsent(p, any -> new DirectoryStats()).addUnread());
        }
        return contents;
    }

    private static PruneSuggestion alreadyExcluded(PrunedPattern pattern) {
        return new PruneSuggestion(
                pattern.pattern(),
                Verdict.ALREADY_EXCLUDED,
                pattern.files(),
                pattern.bytes(),
                pattern.submodules(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** The pattern that matches just this path; a blank would end it, and cannot be escaped. */
    private static String literal(String path) {
        return path.replaceAll("([\\\\*?])", "\\\\$1").replaceAll("\\s", "?");
    }
}
