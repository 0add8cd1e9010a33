package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What stat(2) says about a file; access control lists are not looked at.
 *
 * @param path as a program on the host names it
 * @param mode type and permission bits
 * @param size in bytes
 * @param links how many names it has
 */
public record FileStatus(String path, int mode, int uid, int gid, long size, int links) {

    public static final int READ = 4;
    public static final int WRITE = 2;
    public static final int SEARCH = 1;

    private static final int TYPE = 0170000;

    /** The status of the file itself, not of what it links to; empty when there is none. */
    static Optional<FileStatus> of(Path file, String path) throws IOException {
        try {
            Map<String, Object> is =
                    Files.readAttributes(file, "unix:mode,uid,gid,size,nlink", LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileStatus(
                    path,
                    (int) number(is, "mode"),
                    (int) number(is, "uid"),
                    (int) number(is, "gid"),
                    number(is, "size"),
                    (int) number(is, "nlink")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name))).longValue();
    }

    public boolean isDirectory() {
        return (mode & TYPE) == 0040000;
    }

    public boolean isFile() {
        return (mode & TYPE) == 0100000;
    }

    public boolean isLink() {
        return (mode & TYPE) == 0120000;
    }

    /**
     * Whether it is root's, and nobody else may write to it. Others may be in root's group, and where there is an access control list
     * the group's bits are what it grants at the most.
     */
    public boolean isRootsAlone() {
        return uid == 0 && (mode & 0022) == 0;
    }

    /** Whether it is root's, and in it nobody may replace what is another's, as in /tmp. */
    public boolean isRootsSticky() {
        return uid == 0 && (mode & 01000) != 0;
    }

    /**
     * Whether an account may do all of this.
     *
     * @param bits some of {@link #READ}, {@link #WRITE} and {@link #SEARCH}
     */
    public boolean permits(Account account, int bits) {
        if (account.uid() == 0) {
            return true;
        }
        int shift = switch (classOf(account)) {
            case 'u' -> 6;
            case 'g' -> 3;
            default -> 0;
        };
        return ((mode >> shift) & bits) == bits;
    }

    /** Whose bits count for an account, as chmod(1) has it: {@code u}, {@code g} or {@code o}. */
    public char classOf(Account account) {
        return account.uid() == uid ? 'u' : account.groups().contains(gid) ? 'g' : 'o';
    }

    /** As ls(1) shows it: {@code rw-r--r--}. */
    public String permissions() {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) == 1 ? "rwx".charAt(2 - bit % 3) : '-');
        }
        return text.toString();
    }
}
