package org.hhvmdeb.upstream.verify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.io.tar.TarLimits;
import org.hhvmdeb.io.tar.TarMembers;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Reason;
import org.hhvmdeb.upstream.git.GitFiles;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.orig.TarballNames;

/**
 * What a source tarball holds, read in one pass and never unpacked.
 *
 * @param members by their paths below the one directory that all are in, if all are in one; where a path comes twice the
 *     last one counts, as it does for tar
 * @param duplicates how many members are of no account because their path comes again
 * @param paxHeaders how many members have pax headers, which dpkg does not expect
 * @param tar the digest of the uncompressed bytes
 */
record TarballContent(Map<GitPath, TarballMember> members, int duplicates, int paxHeaders, Sha256 tar) {

    private static final int BUFFER = 1 << 16;

    /**
     * Reads a tarball.
     *
     * @throws InputException when it is cut off, damaged or none
     */
    static TarballContent read(Path tarball, Progress progress) throws IOException, InputException {
        MessageDigest digest = Sha256.newDigest();
        Reading reading = new Reading();
        try (InputStream raw = Files.newInputStream(tarball);
                Progress.Task task = progress.begin("reading " + tarball.getFileName(), Files.size(tarball), "byte");
                InputStream plain = new DigestInputStream(
                        Decompression.open(tarball.toString(), new Counted(raw, task), tarball.toString()), digest);
                TarMembers tar =
                        new TarMembers(plain, StandardCharsets.ISO_8859_1, tarball.toString(), TarLimits.generous())) {
            for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
                reading.add(entry, tar.content());
            }
            tar.readOut();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new InputException(
                    tarball + " cannot be read to its end: " + Reason.plain(e)
                            + "; it is cut off, damaged or no tar archive",
                    e);
        }
        return new TarballContent(
                TarballNames.withoutTop(reading.members), reading.duplicates, reading.paxHeaders, Sha256.of(digest));
    }

    /** The same without {@link GitFiles}. */
    TarballContent withoutGitFiles() {
        Map<GitPath, TarballMember> others = new TreeMap<>(members);
        others.keySet().removeIf(GitFiles::cover);
        return new TarballContent(others, duplicates, paxHeaders, tar);
    }

    /** What has been read so far. */
    private static final class Reading {

        private final Map<GitPath, TarballMember> members = new TreeMap<>();
        private int duplicates;
        private int paxHeaders;

        void add(TarArchiveEntry entry, InputStream content) throws IOException {
            paxHeaders += entry.getExtraPaxHeaders().isEmpty() ? 0 : 1;
            GitPath path = TarballNames.plain(entry.getName());
            if (path.equals(GitPath.TOP) || path.bytes().equals(".")) {
                return;
            }
            TarballMember before = members.put(path, member(entry, content));
            duplicates += before == null ? 0 : 1;
        }
    }

    private static TarballMember member(TarArchiveEntry entry, InputStream content) throws IOException {
        TarballMember.Kind kind = kind(entry);
        String what = switch (kind) {
            case FILE -> digest(content);
            case LINK, HARD_LINK -> entry.getLinkName();
            case DIRECTORY, OTHER -> "";
        };
        return new TarballMember(
                kind,
                entry.getMode() & 07777,
                kind == TarballMember.Kind.FILE ? entry.getSize() : 0,
                what,
                entry.getLastModifiedTime().toInstant(),
                entry.getLongUserId() + ":" + entry.getLongGroupId() + " " + entry.getUserName() + ":"
                        + entry.getGroupName());
    }

    private static TarballMember.Kind kind(TarArchiveEntry entry) {
        if (entry.isSymbolicLink()) {
            return TarballMember.Kind.LINK;
        }
        if (entry.isLink()) {
            return TarballMember.Kind.HARD_LINK;
        }
        if (entry.isDirectory()) {
            return TarballMember.Kind.DIRECTORY;
        }
        return entry.isFile() ? TarballMember.Kind.FILE : TarballMember.Kind.OTHER;
    }

    private static String digest(InputStream content) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Tells how much of the compressed file has been read. */
    private static final class Counted extends FilterInputStream {

        private final Progress.Task task;

        Counted(InputStream in, Progress.Task task) {
            super(in);
            this.task = task;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            task.advance(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            task.advance(Math.max(0, read));
            return read;
        }
    }
}
