package org.hhvmdeb.io.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive that may be hostile, entry by entry: no path leaves its root, names are UTF-8, and the number and
 * size of everything is bounded. Understands ustar, GNU and pax archives, as {@link TarMembers} does.
 */
public final class TarReader implements AutoCloseable {

    private final TarMembers members;
    private final String source;

    /**
     * @param tar the archive, already decompressed; closed with the reader
     * @param source what the archive is called in messages
     */
    public TarReader(InputStream tar, String source, TarLimits limits) {
        this.members = new TarMembers(tar, StandardCharsets.UTF_8, source, limits);
        this.source = source;
    }

    /**
     * Goes to the next entry.
     *
     * @return empty at the end
     * @throws InputException when the archive is damaged or an entry is not acceptable
     */
    public Optional<TarItem> next() throws InputException {
        TarArchiveEntry entry = nextEntry();
        return entry == null ? Optional.empty() : Optional.of(item(entry));
    }

    /** Reads the rest of the current file's content; the archive goes on after it. Never more than its size. */
    public int read(byte[] buffer) throws InputException {
        try {
            return members.content().read(buffer, 0, buffer.length);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /**
     * Copies the rest of the current file's content.
     *
     * @throws InputException when the archive is damaged or ends early
     * @throws IOException when the target cannot be written
     */
    public void copyTo(OutputStream out) throws InputException, IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = read(buffer); n >= 0; n = read(buffer)) {
            out.write(buffer, 0, n);
        }
    }

    @Override
    public void close() throws IOException {
        members.close();
    }

    private @Nullable TarArchiveEntry nextEntry() throws InputException {
        try {
            return members.next();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private TarItem item(TarArchiveEntry entry) throws InputException {
        String name = plain(entry.getName());
        if (!name.equals(".")) {
            RelativePath.parse(name, source);
        }
        if (name.indexOf('\uFFFD') >= 0) {
            throw new InputException(source + " holds the name \"" + name + "\", which is not UTF-8; refused");
        }
        if (entry.getSize() < 0) {
            throw new InputException(source + " gives " + name + " a negative size; refused");
        }
        TarItem.Kind kind = kind(entry);
        return new TarItem(
                name,
                kind,
                entry.getMode() & 07777,
                kind == TarItem.Kind.FILE ? entry.getSize() : 0,
                entry.getLastModifiedTime().toInstant(),
                entry.getLinkName(),
                new TarItem.Owner(
                        entry.getLongUserId(), entry.getLongGroupId(), entry.getUserName(), entry.getGroupName()));
    }

    private static TarItem.Kind kind(TarArchiveEntry entry) {
        if (entry.isSymbolicLink()) {
            return TarItem.Kind.SYMLINK;
        }
        if (entry.isLink()) {
            return TarItem.Kind.HARD_LINK;
        }
        if (entry.isDirectory()) {
            return TarItem.Kind.DIRECTORY;
        }
        return entry.isFile() && !special(entry) ? TarItem.Kind.FILE : TarItem.Kind.OTHER;
    }

    private static boolean special(TarArchiveEntry entry) {
        return entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice();
    }

    private static String plain(String name) {
        String shorter = name.startsWith("./") ? name.substring(2) : name;
        shorter = shorter.endsWith("/") ? shorter.substring(0, shorter.length() - 1) : shorter;
        return shorter.isEmpty() && !name.startsWith("/") ? "." : shorter;
    }

    private InputException damaged(Exception cause) {
        return new InputException(
                source + " cannot be read to its end"
                        + (cause.getMessage() == null ? "" : ": " + cause.getMessage())
                        + "; it is cut off, damaged or no tar archive",
                cause);
    }
}
