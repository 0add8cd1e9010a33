package org.hhvmdeb.hhvm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Printable;
import org.hhvmdeb.debian.Relations;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The id of a bytecode repository's schema, and its name as a virtual package.
 *
 * <p>HHVM's ids are 40 lower-case hexadecimal digits, but older and self-made builds have others, all of letters, digits
 * and underscores. Package names know neither capitals nor underscores, so {@link #packageName()} writes {@code A} as
 * {@code .a} and {@code _} as {@code -}; everything else stays. No two ids share a name, and the name gives the id back.
 * In a shell or makefile the same is
 *
 * <pre>{@code LC_ALL=C sed 's/[A-Z]/.&/g;y/ABCDEFGHIJKLMNOPQRSTUVWXYZ_/abcdefghijklmnopqrstuvwxyz-/;s/^/hhvm-repo-schema-/'}</pre>
 *
 * @param id one to {@value #LONGEST} letters, digits and underscores
 */
public record RepoSchema(String id) implements Comparable<RepoSchema> {

    /** The section of the hhvm program that holds the id since HHVM 3.13, so that nobody has to run it. */
    public static final String ELF_SECTION = "repo_schema_id";

    /** The id is part of file names, which end at 255 bytes. */
    static final int LONGEST = 128;

    private static final String PREFIX = "hhvm-repo-schema-";
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_]{1," + LONGEST + "}");
    private static final Pattern USUAL = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern ESCAPED = Pattern.compile("(?:[a-z0-9-]|\\.[a-z])+");

    public RepoSchema {
        String fault = fault(id);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
    }

    /**
     * Reads an id.
     *
     * @throws InputException when HHVM could not use it as part of a table's name
     */
    public static RepoSchema parse(String text) throws InputException {
        String fault = fault(text);
        if (fault != null) {
            throw new InputException(fault);
        }
        return new RepoSchema(text);
    }

    /**
     * Reads the content of {@link #ELF_SECTION}; blanks, line ends and NULs around the id do not count.
     *
     * @throws InputException when it is no id
     */
    public static RepoSchema ofSection(byte[] content) throws InputException {
        return parse(new String(content, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip());
    }

    /** The schema a virtual package stands for; empty for every other package. */
    public static Optional<RepoSchema> of(PackageName name) {
        if (!name.text().startsWith(PREFIX)) {
            return Optional.empty();
        }
        String escaped = name.text().substring(PREFIX.length());
        if (escaped.length() > 2 * LONGEST || !ESCAPED.matcher(escaped).matches()) {
            return Optional.empty();
        }
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '.') {
                id.append(Character.toUpperCase(escaped.charAt(++i)));
            } else {
                id.append(c == '-' ? '_' : c);
            }
        }
        return id.length() > LONGEST ? Optional.empty() : Optional.of(new RepoSchema(id.toString()));
    }

    /** The schemas that a field names, Provides of an HHVM or Depends of a cache, in the order they stand there. */
    public static List<RepoSchema> in(Relations relations) {
        return relations
                .all()
                .filter(r -> r.name().startsWith(PREFIX) && !r.isSubstitution())
                .flatMap(r -> of(new PackageName(r.name())).stream())
                .distinct()
                .toList();
    }

    /** Whether it is of the usual form, 40 lower-case hexadecimal digits; a name cut off or mistyped is rarely. */
    public boolean isUsual() {
        return USUAL.matcher(id).matches();
    }

    /** The virtual package that an HHVM of this schema provides and a cache of this schema depends on. */
    public PackageName packageName() {
        StringBuilder name = new StringBuilder(PREFIX);
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                name.append('.').append(Character.toLowerCase(c));
            } else {
                name.append(c == '_' ? '-' : c);
            }
        }
        return new PackageName(name.toString());
    }

    @Override
    public int compareTo(RepoSchema other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }

    private static @Nullable String fault(String id) {
        if (SHAPE.matcher(id).matches()) {
            return null;
        }
        return "\"" + Printable.of(id) + "\" is not a repo schema id: expected 1 to " + LONGEST
                + " letters, digits and underscores, normally 40 hexadecimal digits as hhvm --repo-schema prints them";
    }
}
