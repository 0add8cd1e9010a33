package org.hhvmdeb.io.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.hhvmdeb.io.LimitedInput;
import org.hhvmdeb.io.PathLength;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The members of a tar archive that may be hostile, one after the other, whatever is done with them: their number, their
 * bytes, their headers and the lengths of their names are bounded, and there are no sparse files. A few kilobytes can
 * describe more than any disk holds.
 */
public final class TarMembers implements AutoCloseable {

    /** For the headers of one member, long names and pax records included, and the padding around it. */
    private static final long HEADER_BYTES = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final LimitedInput input;
    private final EndingTar tar;
    private final Charset names;
    private final String source;
    private final TarLimits limits;
    private final TarNames all;
    private long members;
    private long bytes;

    /**
     * Begins.
     *
     * @param tar the archive, already decompressed; closed with this
     * @param names how the names of members are read
     * @param source what the archive is called in messages
     */
    public TarMembers(InputStream tar, Charset names, String source, TarLimits limits) {
        this.input = new LimitedInput(tar);
        this.tar = new EndingTar(input, names.name());
        this.names = names;
        this.source = source;
        this.limits = limits;
        this.all = new TarNames(source, limits);
    }

    /**
     * Goes to the next member.
     *
     * @return null at the end
     * @throws InputException when there are more members or bytes than are allowed, a sparse file, or a name no file can have
     * @throws IOException when the archive is damaged or cannot be read
     */
    public @Nullable TarArchiveEntry next() throws IOException, InputException {
        if (members > 0) {
            readOut(content(), Long.MAX_VALUE);
        }
        TarArchiveEntry member = header();
        if (member == null) {
            return null;
        }
        if (member.isSparse()) {
            throw new InputException(source + " holds " + member.getName()
                    + " as a sparse file, which is not supported; " + "write the archive without --sparse");
        }
        members++;
        bytes += Math.max(0, Math.min(member.getSize(), limits.bytes() + 1));
        if (members > limits.entries() || bytes > limits.bytes()) {
            throw tooMuch();
        }
        all.add((long) member.getName().length() + member.getLinkName().length());
        Optional<String> excess = PathLength.excessInArchive(member.getName().getBytes(names));
        if (excess.isPresent()) {
            throw new InputException(source + " holds the path "
                    + member.getName().substring(0, 60) + "…, which is refused: " + excess.get());
        }
        return member;
    }

    private @Nullable TarArchiveEntry header() throws IOException {
        input.ration(HEADER_BYTES);
        try {
            TarArchiveEntry member = tar.getNextEntry();
            if (member == null && !tar.hasEnded()) {
                throw new EOFException(tar.getBytesRead() == 0 ? "it is empty" : "it ends within a block");
            }
            return member;
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            input.unlimited();
        }
    }

    /** What the current member holds. */
    public InputStream content() {
        return tar;
    }

    /**
     * Reads what is behind the end of the archive.
     *
     * @throws InputException when that is more than the archive may hold
     */
    public void readOut() throws IOException, InputException {
        readOut(input, limits.bytes());
    }

    private void readOut(InputStream in, long most) throws IOException, InputException {
        byte[] buffer = new byte[BUFFER];
        long read = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            read += n;
            if (read > most) {
                throw tooMuch();
            }
        }
    }

    private InputException tooMuch() {
        return new InputException(source + " holds more than the " + limits.entries() + " entries or "
                + HumanUnits.bytes(limits.bytes()) + " that are allowed; refused");
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** Tells an end from a piece of a block, which the library takes for one. Like GNU tar it does without the two blocks of zeros. */
    private static final class EndingTar extends TarArchiveInputStream {

        private boolean marked;

        EndingTar(InputStream input, String names) {
            super(input, names);
        }

        @Override
        protected boolean isEOFRecord(byte[] block) {
            boolean end = super.isEOFRecord(block);
            marked |= end && block != null;
            return end;
        }

        boolean hasEnded() {
            return marked || (getBytesRead() > 0 && getBytesRead() % TarConstants.DEFAULT_RCDSIZE == 0);
        }
    }
}
