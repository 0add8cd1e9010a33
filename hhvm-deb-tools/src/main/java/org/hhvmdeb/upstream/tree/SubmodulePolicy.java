package org.hhvmdeb.upstream.tree;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.git.RepositoryAddress;

/** Where submodules come from, and which the user does without. */
public final class SubmodulePolicy {

    private final Map<String, String> otherUrls;
    private final Set<SubmodulePattern> leftOut;
    private final Set<SubmodulePattern> unused;
    private final Set<String> unusedUrls;

    /**
     * Takes the user's wishes.
     *
     * @param otherUrls other URL or directory, by {@link SubmodulePattern} of the path or by beginning of the URL
     * @param leftOut patterns of the paths of submodules
     */
    public SubmodulePolicy(Map<String, String> otherUrls, Set<String> leftOut) {
        this(otherUrls, leftOut.stream().map(SubmodulePattern::of).toList());
    }

    private SubmodulePolicy(Map<String, String> otherUrls, List<SubmodulePattern> leftOut) {
        this.otherUrls = otherUrls;
        this.leftOut = Set.copyOf(leftOut);
        this.unused = new TreeSet<>(Comparator.comparing(SubmodulePattern::text));
        this.unused.addAll(leftOut);
        this.unusedUrls = new TreeSet<>(otherUrls.keySet());
    }

    /** With the very paths that a manifest says were left out. */
    public static SubmodulePolicy ofRecorded(Map<String, String> otherUrls, Set<String> leftOut) {
        return new SubmodulePolicy(
                otherUrls, leftOut.stream().map(SubmodulePattern::literal).toList());
    }

    /** Notes that there is a submodule, be it used or pruned: an address given for it is none for what is not there. */
    void meets(GitPath path, Optional<String> url) {
        unusedUrls.removeIf(pattern -> SubmodulePattern.of(pattern).matches(path));
        url.ifPresent(declared -> unusedUrls.removeIf(b -> begins(b, declared)));
    }

    /** The paths that the user named in full and that are not yet known to be those of submodules. */
    Set<String> unmetPaths() {
        return Stream.concat(
                        unusedUrls.stream()
                                .map(SubmodulePattern::of)
                                .filter(p -> p.text().matches("[^:./][^:]*")),
                        unused.stream())
                .filter(p -> !p.isWild())
                .map(SubmodulePattern::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Says which of {@link #unmetPaths} had no effect, where upstream is read as far as needed: patterns may stand for the rest. */
    void refuseUnmetPaths(Progress progress) throws InputException {
        Set<String> unmet = unmetPaths();
        unusedUrls.retainAll(unmet);
        unused.removeIf(p -> !unmet.contains(p.text()));
        refuseUnused(progress);
    }

    boolean leavesOut(GitPath path) {
        unused.removeIf(pattern -> pattern.matches(path));
        return leftOut.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /**
     * Where a submodule is.
     *
     * @param url from {@code .gitmodules}, if it has one
     * @param parent the address of the repository that has the submodule
     */
    public RepositoryAddress address(GitPath path, Optional<String> url, RepositoryAddress parent, String source)
            throws InputException {
        Optional<String> byPath = byPath(path);
        if (byPath.isPresent()) {
            return RepositoryAddress.parse(byPath.get(), "the address given for the submodule " + path);
        }
        if (url.isEmpty()) {
            throw new InputException(source + " has no URL for the submodule " + path + "\n" + waysOut(path));
        }
        String place = source + ", for the submodule " + path + ",";
        String declared = parent.resolved(url.get(), place);
        Optional<String> beginning = otherUrls.keySet().stream()
                .filter(b -> begins(b, declared))
                .max(Comparator.comparingInt(String::length));
        beginning.ifPresent(unusedUrls::remove);
        return beginning.isEmpty()
                ? parent.submodule(url.get(), place)
                : replaced(beginning.get(), declared.substring(beginning.get().length()), place);
    }

    /** The path itself before any pattern, a longer pattern before a shorter one. */
    private Optional<String> byPath(GitPath path) {
        return otherUrls.entrySet().stream()
                .filter(other -> SubmodulePattern.of(other.getKey()).matches(path))
                .min(Comparator.comparing((Map.Entry<String, String> other) ->
                                SubmodulePattern.of(other.getKey()).isWild())
                        .thenComparing(other -> -other.getKey().length()))
                .map(other -> SubmodulePattern.of(other.getKey()).address(path, other.getValue()));
    }

    /** As git's insteadOf; but what upstream writes right behind the name of a host would make it another host. */
    private static boolean begins(String beginning, String url) {
        if (!url.startsWith(beginning)) {
            return false;
        }
        String rest = url.substring(beginning.length());
        boolean endsInHost = beginning.matches("(?s)(?:[A-Za-z][A-Za-z0-9+.-]*://)?[^/]*[^/:]");
        return !endsInHost || rest.isEmpty() || rest.startsWith("/");
    }

    /** The user's half is trusted, the rest is upstream's. */
    private RepositoryAddress replaced(String beginning, String rest, String source) throws InputException {
        String plain = rest.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f|%5c|\\\\", "/");
        if (List.of(plain.split("/", -1)).contains("..")) {
            throw new InputException(source + " names a URL that ends in \"" + rest + "\" after "
                    + RepositoryAddress.withoutCredentials(beginning)
                    + " and would leave the address given for it; refused");
        }
        return RepositoryAddress.parse(
                otherUrls.get(beginning) + rest,
                "the address given for " + RepositoryAddress.withoutCredentials(beginning));
    }

    /** The same failure, saying which submodule it is about and what the user can do. */
    HhvmDebException explained(HhvmDebException failure, GitPath path, Optional<String> url, String commit) {
        String message = "cannot fetch the submodule " + path + " (URL "
                + url.map(RepositoryAddress::withoutCredentials).orElse("unknown") + ", commit " + commit + "): "
                + failure.getMessage() + "\n" + waysOut(path);
        return failure instanceof InputException
                ? new InputException(message, failure)
                : new ExternalException(message, failure);
    }

    /**
     * Says what had no effect, once all submodules are known.
     *
     * @throws InputException when an address was given for what is no submodule, nor the beginning of one's URL
     */
    void refuseUnused(Progress progress) throws InputException {
        if (!unusedUrls.isEmpty()) {
            throw new InputException("an address was given for "
                    + unusedUrls.stream()
                            .map(RepositoryAddress::withoutCredentials)
                            .collect(Collectors.joining(", "))
                    + ", but upstream has no submodule with that path, or with a URL that begins with it");
        }
        unused.forEach(pattern -> progress.warn("the submodule " + pattern.text()
                + " was to be left out, but the upstream tree has none of that path"));
    }

    private static String waysOut(GitPath path) {
        return "Two ways out: give another address for the submodule " + path
                + " (or for the beginning of its URL), or leave it out explicitly; the manifest then says so";
    }
}
