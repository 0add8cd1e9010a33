package org.hhvmdeb.debian;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * The Files-Excluded of a debian/copyright: what mk-origtargz takes out of the upstream tarball.
 */
public final class FilesExcluded {

    private static final Pattern FORMAT =
            Pattern.compile("https?://www.debian.org/doc/packaging-manuals/copyright-format/[.0-9]+/?");
    private static final Pattern FIELD = Pattern.compile("(?im)^Files-Excluded\\s*:");

    /** Stands for the name of the directory a tarball holds; only a {@code *} can match it. */
    private static final String UNNAMED = "\0\0\0\0\0\0\0\0";

    private final List<Glob> excluded;
    private final List<Glob> included;

    private FilesExcluded(List<Glob> excluded, List<Glob> included) {
        this.excluded = List.copyOf(excluded);
        this.included = List.copyOf(included);
    }

    public static FilesExcluded of(List<String> globs) throws InputException {
        return of(globs, List.of());
    }

    static FilesExcluded of(List<String> excluded, List<String> included) throws InputException {
        return new FilesExcluded(globs(excluded), globs(included));
    }

    public static FilesExcluded read(Path copyright) throws InputException, ExternalException {
        return parse(TextFile.read(copyright), copyright.toString());
    }

    static FilesExcluded parse(String text, String fileName) throws InputException {
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
                () -> of(words(header, "Files-Excluded"), words(header, "Files-Included")));
    }

    /** The patterns in the order they were written. */
    public List<String> patterns() {
        return excluded.stream().map(Glob::text).toList();
    }

    /**
     * The pattern that excludes a path, the last of several.
     *
     * @param path relative to the upstream tree's root
     */
    public Optional<String> matching(String path) {
        return matchingMember(UNNAMED + "/" + path);
    }

    /**
     * The pattern that excludes a member of a tarball, the last of several.
     *
     * @param name with the tarball's first directory; a directory's name ends in a slash
     */
    public Optional<String> matchingMember(String name) {
        Optional<String> last = Optional.empty();
        for (Glob glob : excluded) {
            if (glob.matches(name) && (last.isPresent() || !isIncluded(name, glob))) {
                last = Optional.of(glob.text());
            }
        }
        return last;
    }

    private boolean isIncluded(String name, Glob excluding) {
        return included.stream()
                .anyMatch(i -> i.occursIn(name) || (name.endsWith("/") && excluding.occursIn(i.text())));
    }

    private static List<String> words(Paragraph header, String field) {
        return header.get(field).stream()
                .flatMap(v -> Pattern.compile("\\s+").splitAsStream(v))
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
