package org.hhvmdeb.upstream.git;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A path in a git tree, byte for byte: git does not say which encoding a name has.
 *
 * @param bytes one character for each byte, so that comparing characters compares bytes; empty: the top of the tree
 */
public record GitPath(String bytes) implements Comparable<GitPath> {

    public static final GitPath TOP = new GitPath("");

    /** A path that is UTF-8, its names separated by slashes. */
    public static GitPath of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static GitPath of(byte[] bytes) {
        return new GitPath(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The path of something in the directory of this path. */
    public GitPath child(GitPath name) {
        return bytes.isEmpty() ? name : new GitPath(bytes + "/" + name.bytes);
    }

    /** The directory that holds it; {@link #TOP} for a path of one name. */
    public GitPath parent() {
        return new GitPath(bytes.substring(0, Math.max(0, bytes.lastIndexOf('/'))));
    }

    /** Its last name. */
    public GitPath name() {
        return new GitPath(bytes.substring(bytes.lastIndexOf('/') + 1));
    }

    /** The file of this path below a directory, byte for byte: a path made of text takes only what the locale can write. */
    public Path under(Path directory) {
        if (bytes.chars().allMatch(c -> c < 0x7f)) {
            return directory.resolve(bytes);
        }
        StringBuilder uri = new StringBuilder(directory.toAbsolutePath().toUri().toString());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/');
        }
        bytes.chars().forEach(c -> uri.append(c == '/' ? "/" : String.format("%%%02X", c)));
        return Path.of(URI.create(uri.toString()));
    }

    /** The path for people and for globs; bytes that are not UTF-8 become replacement characters. */
    public String text() {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(GitPath other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
