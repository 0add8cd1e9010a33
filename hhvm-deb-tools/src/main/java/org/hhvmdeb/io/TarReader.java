package org.hhvmdeb.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.hhvmdeb.notice.Amount;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive that may be hostile, entry by entry: no path leaves its root, names are UTF-8, and the number and
 * size of everything is bounded. Understands ustar, GNU and pax archives; sparse files are refused.
 */
public final class TarReader implements AutoCloseable {

    /** For the headers of one entry, long names and pax records included, and the padding around it. */
    private static final long HEADER_BYTES = 1 << 20;

    private final RationedInput input;
    private final TarArchiveInputStream tar;
    private final String source;
    private final TarLimits limits;
    private long entries;
    private long bytes;
    private @Nullable TarItem current;

    /**
     * @param tar the archive, already decompressed; closed with the reader
     * @param source what the archive is called in messages
     */
    public TarReader(InputStream tar, String source, TarLimits limits) {
        this.input = new RationedInput(tar);
        this.tar = new TarArchiveInputStream(input, "UTF-8");
        this.source = source;
        this.limits = limits;
    }

    /**
     * Goes to the next entry.
     *
     * @return empty at the end
     * @throws InputException when the archive is damaged or an entry is not acceptable
     */
    public Optional<TarItem> next() throws InputException {
        if (current != null) {
            skipContent();
        }
        TarArchiveEntry entry = nextEntry();
        if (entry == null) {
            current = null;
            return Optional.empty();
        }
        TarItem item = item(entry);
        entries++;
        bytes += item.size();
        if (entries > limits.entries() || bytes > limits.bytes()) {
            throw new InputException(source + " holds more than the " + limits.entries() + " entries or "
                    + Amount.bytes(limits.bytes()) + " that are allowed; refused");
        }
        current = item;
        return Optional.of(item);
    }

    /** Reads the rest of the current file's content; the archive goes on after it. Never more than its size. */
    public int read(byte[] buffer) throws InputException {
        try {
            return tar.read(buffer, 0, buffer.length);
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
        tar.close();
    }

    private void skipContent() throws InputException {
        byte[] buffer = new byte[1 << 16];
        int n;
        do {
            n = read(buffer);
        } while (n >= 0);
    }

    private @Nullable TarArchiveEntry nextEntry() throws InputException {
        input.ration(HEADER_BYTES);
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        } finally {
            input.unlimited();
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
        if (entry.isSparse()) {
            throw new InputException(source + " holds " + name + " as a sparse file, which is not supported; "
                    + "write the archive without --sparse");
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
                entry.getLongUserId(),
                entry.getLongGroupId(),
                entry.getUserName(),
                entry.getGroupName());
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
