package org.hhvmdeb.debian;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * What mk-origtargz takes out of an upstream tarball: Files-Excluded, less Files-Included, in the first paragraph of a
 * debian/copyright whose Format is the machine-readable one.
 *
 * <p>Patterns are separated by white space. {@code *} and {@code ?} match slashes too, a backslash takes the meaning from
 * {@code * ? \}, and everything else, brackets for instance, is literal. A pattern matches the whole path or the path
 * of a directory above it: {@code third-party/foo} excludes all that is below, <code>*&#47;test</code> the directories of
 * that name at any depth. Files-Included protects every path in which one of its patterns occurs.
 *
 * <p>Paths here start at the upstream tree's root. A tarball has one directory above that, and mk-origtargz matches
 * patterns both with and without it; its name changes with every version, so that here only a {@code *} matches it.
 * {@code hhvm-3.18.5/foo} therefore excludes nothing, and {@link #unused} says so.
 *
 * <p>Where mk-origtargz ignores the field, because of its Format or its place, this reader fails instead: files that
 * must not be shipped would be.
 */
public final class FilesExcluded {

    private static final Pattern FORMAT =
            Pattern.compile("https?://www.debian.org/doc/packaging-manuals/copyright-format/[.0-9]+/?");
    private static final Pattern FIELD = Pattern.compile("(?im)^Files-Excluded\\s*:");

    /** Stands for the name of the directory a tarball holds; only a {@code *} matches it. */
    private static final String UNNAMED = "\0".repeat(255);

    private final List<Glob> excluded;
    private final List<Glob> included;
    private final Map<String, Location> places;

    private FilesExcluded(List<Glob> excluded, List<Glob> included, Map<String, Location> places) {
        this.excluded = List.copyOf(excluded);
        this.included = List.copyOf(included);
        this.places = Map.copyOf(places);
    }

    /**
     * Takes patterns from elsewhere than a file.
     *
     * @throws InputException when a pattern is malformed
     */
    public static FilesExcluded of(List<String> globs) throws InputException {
        return of(globs, List.of());
    }

    /**
     * Takes the patterns of both fields from elsewhere than a file.
     *
     * @throws InputException when a pattern is malformed
     */
    public static FilesExcluded of(List<String> excluded, List<String> included) throws InputException {
        return new FilesExcluded(globs(excluded), globs(included), Map.of());
    }

    /**
     * Reads a debian/copyright; one without the field excludes nothing, whatever its format.
     *
     * @throws InputException naming file and line of a malformed pattern or of a field that would not count
     */
    public static FilesExcluded read(Path copyright) throws InputException, ExternalException {
        return parse(TextFile.readInPackaging(copyright), copyright.toString());
    }

    /** Reads the text of a debian/copyright; the name is for messages. */
    public static FilesExcluded parse(String text, String fileName) throws InputException {
        Matcher field = FIELD.matcher(text);
        if (!field.find()) {
            return of(List.of());
        }
        Paragraph header = Deb822.first(text, fileName)
                .orElseThrow(() -> new InputException(Location.of(fileName), "the file is empty"));
        if (!FORMAT.matcher(header.get("Format").orElse("")).matches()) {
            throw new InputException(
                    header.where("Format"),
                    "Files-Excluded counts only in a machine-readable copyright file; start it with"
                            + " \"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\"");
        }
        if (header.get("Files-Excluded").isEmpty()) {
            int line = (int) text.substring(0, field.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            throw new InputException(
                    new Location(fileName, line),
                    "Files-Excluded counts only in the file's first paragraph; move it there");
        }
        return Parsing.at(
                header.where("Files-Excluded"),
                () -> new FilesExcluded(
                        globs(words(header, "Files-Excluded")),
                        globs(words(header, "Files-Included")),
                        places(text, header.where("Files-Excluded"))));
    }

    /** The line of each pattern; where one comes twice the last counts, as it does for what it takes out. */
    private static Map<String, Location> places(String text, Location field) {
        Map<String, Location> places = new HashMap<>();
        String[] lines = text.split("\n", -1);
        for (int number = field.line(); number <= lines.length; number++) {
            String line = lines[number - 1];
            boolean first = number == field.line();
            if (!first && !line.startsWith(" ") && !line.startsWith("\t") && !line.startsWith("#")) {
                break;
            }
            if (first || !line.startsWith("#")) {
                Location where = new Location(field.file(), number);
                words(first ? line.substring(line.indexOf(':') + 1) : line).forEach(word -> places.put(word, where));
            }
        }
        return places;
    }

    /** The patterns in the order they were written. */
    public List<String> patterns() {
        return excluded.stream().map(Glob::text).toList();
    }

    /** Where a pattern stands; empty where it came from elsewhere than a file. */
    public Optional<Location> where(String pattern) {
        return Optional.ofNullable(places.get(pattern));
    }

    /** The patterns of Files-Included in the order they were written. */
    public List<String> included() {
        return included.stream().map(Glob::text).toList();
    }

    /** These patterns and more behind them. */
    public FilesExcluded and(List<String> globs) throws InputException {
        List<Glob> all = new ArrayList<>(excluded);
        all.addAll(globs(globs));
        return new FilesExcluded(all, included, places);
    }

    /**
     * The pattern that excludes a path, the last where several do.
     *
     * @param path relative to the upstream tree's root
     */
    public Optional<String> matching(String path) {
        return members(path).flatMap(m -> lastFor(m).stream()).map(Glob::text).findFirst();
    }

    /**
     * The patterns that are not the last one to match any of the paths or directories, which are those mk-origtargz warns
     * about: misspelled, gone from upstream, or covered by a later pattern.
     *
     * @param paths all files of the upstream tree, relative to its root
     */
    public List<String> unused(Collection<String> paths) {
        Set<String> members = paths.stream().flatMap(FilesExcluded::members).collect(Collectors.toSet());
        Set<Glob> used = members.stream().flatMap(m -> lastFor(m).stream()).collect(Collectors.toSet());
        return excluded.stream().filter(g -> !used.contains(g)).map(Glob::text).toList();
    }

    /** The names under which a tarball has a path and the directories above it, the nearest first. */
    private static Stream<String> members(String path) {
        Stream.Builder<String> members = Stream.builder();
        String member = UNNAMED + "/" + path;
        members.add(member);
        for (int slash = member.lastIndexOf('/', member.length() - 2);
                slash > UNNAMED.length();
                slash = member.lastIndexOf('/', slash - 1)) {
            members.add(member.substring(0, slash + 1));
        }
        return members.build();
    }

    private Optional<Glob> lastFor(String member) {
        Optional<Glob> last = Optional.empty();
        for (Glob glob : excluded) {
            if (glob.matches(member) && (last.isPresent() || !isIncluded(member, glob))) {
                last = Optional.of(glob);
            }
        }
        return last;
    }

    private boolean isIncluded(String name, Glob excluding) {
        return included.stream()
                .anyMatch(i -> i.occursIn(name) || (name.endsWith("/") && excluding.occursIn(i.text())));
    }

    private static List<String> words(Paragraph header, String field) {
        return header.get(field).stream().flatMap(v -> words(v).stream()).toList();
    }

    private static List<String> words(String value) {
        return Pattern.compile("\\s+")
                .splitAsStream(value)
                .filter(w -> !w.isEmpty())
                .toList();
    }

    private static List<Glob> globs(List<String> texts) throws InputException {
        List<Glob> globs = new ArrayList<>();
        for (String text : texts) {
            globs.add(Glob.parse(text));
        }
        return globs;
    }
}
