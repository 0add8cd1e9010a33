package org.hhvmdeb.upstream.orig;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.tree.TreeEntry;
import org.hhvmdeb.upstream.tree.UpstreamTree;

/**
 * Writes the tarball before compression: a function of tree, name and date alone.
 *
 * <p>GNU format, for dpkg knows no pax headers; one top directory; every directory that holds something or has held a
 * file of git's own, itself before its content; members in the order of their names' bytes, a directory's name ending in a
 * slash; names byte for byte as git has them; modes 0755, 0644 and 0777 (links); owner and group 0 without names, as
 * dpkg-source writes them; one date for all.
 */
public final class OrigTar {

    private static final int BLOCK = 10240;
    private static final int BUFFER = 1 << 20;
    private static final int LONGEST_TARGET = 4095;
    private static final long MOST_BYTES = 64L << 30;
    /** Keeps bytes as they are; see {@link GitPath}. */
    private static final String ENCODING = StandardCharsets.ISO_8859_1.name();

    private final TarArchiveOutputStream tar;
    private final String top;
    private final Instant date;
    private final LinkCheck links;
    private final Set<GitPath> directories = new HashSet<>();
    private long files;
    private long linked;
    private long bytes;

    private OrigTar(TarArchiveOutputStream tar, String top, Instant date, LinkCheck links) {
        this.tar = tar;
        this.top = top;
        this.date = date;
        this.links = links;
    }

    /** The library takes what a cut leaves with a slash at its end for a directory. */
    private static final class Member extends TarArchiveEntry {

        private final boolean directory;

        Member(String name, byte type) {
            super(name, type);
            directory = type == TarConstants.LF_DIR;
        }

        @Override
        public boolean isDirectory() {
            return directory;
        }
    }

    /**
     * A tarball that was written.
     *
     * @param digest of the uncompressed bytes
     * @param files how many files and links it holds
     * @param links how many of them are symbolic links
     * @param bytes the size of their content
     */
    record Written(Sha256 digest, long files, long links, long bytes) {}

    /**
     * Writes it.
     *
     * @param target closed at the end
     */
    public static Written write(UpstreamTree tree, String top, Instant date, OutputStream target, Progress progress)
            throws IOException, HhvmDebException {
        MessageDigest digest = Sha256.newDigest();
        LinkCheck links = new LinkCheck();
        OrigTar orig;
        try (OutputStream out = new BufferedOutputStream(new DigestOutputStream(target, digest), BUFFER);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, BLOCK, ENCODING);
                Progress.Task task =
                        progress.begin("packing " + top, tree.entries().size(), "file")) {
            // Long names are put before their members here: the library encodes one again for each byte too many.
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
            orig = new OrigTar(tar, top, date, links);
            orig.directory(GitPath.TOP);
            for (TreeEntry entry : tree.entries()) {
                orig.add(entry);
                task.advance(1);
            }
        }
        links.warn(progress);
        return new Written(Sha256.of(digest), orig.files, orig.linked, orig.bytes);
    }

    private void add(TreeEntry entry) throws IOException, HhvmDebException {
        if (entry.isDirectory()) {
            directory(entry.path());
            return;
        }
        directory(entry.path().parent());
        files++;
        ObjectLoader content = entry.tree().open(entry.content(), entry.path().text());
        count(content.getSize());
        if (entry.kind() == TreeEntry.Kind.LINK) {
            linked++;
            link(entry);
            return;
        }
        TarArchiveEntry member = member(
                top + "/" + entry.path().bytes(),
                TarConstants.LF_NORMAL,
                entry.kind() == TreeEntry.Kind.EXECUTABLE ? 0755 : 0644);
        member.setSize(content.getSize());
        tar.putArchiveEntry(member);
        content.copyTo(tar);
        tar.closeArchiveEntry();
    }

    private void link(TreeEntry entry) throws IOException, HhvmDebException {
        GitPath target = GitPath.of(
                entry.tree().read(entry.content(), LONGEST_TARGET, "the target of the link " + entry.path()));
        if (target.bytes().isEmpty() || target.bytes().indexOf('\0') >= 0) {
            throw new InputException("the link " + entry.path() + " has an impossible target; refused");
        }
        links.check(entry.path(), target);
        TarArchiveEntry member = member(top + "/" + entry.path().bytes(), TarConstants.LF_SYMLINK, 0777);
        member.setLinkName(cut(target.bytes(), TarConstants.LF_GNUTYPE_LONGLINK));
        tar.putArchiveEntry(member);
        tar.closeArchiveEntry();
    }

    private void directory(GitPath path) throws IOException {
        if (directories.contains(path)) {
            return;
        }
        if (!path.equals(GitPath.TOP)) {
            directory(path.parent());
        }
        directories.add(path);
        String name = path.equals(GitPath.TOP) ? top : top + "/" + path.bytes();
        tar.putArchiveEntry(member(name + "/", TarConstants.LF_DIR, 0755));
        tar.closeArchiveEntry();
    }

    private TarArchiveEntry member(String name, byte type, int mode) throws IOException {
        TarArchiveEntry member = new Member(cut(name, TarConstants.LF_GNUTYPE_LONGNAME), type);
        member.setMode(mode);
        member.setIds(0, 0);
        member.setUserName("");
        member.setGroupName("");
        member.setModTime(date.toEpochMilli());
        return member;
    }

    /** What of a name goes into the header of a member; all of a long one goes before the member, as GNU tar does it. */
    private String cut(String name, byte type) throws IOException {
        if (name.length() < TarConstants.NAMELEN) {
            return name;
        }
        TarArchiveEntry item = new TarArchiveEntry(TarConstants.GNU_LONGLINK, type);
        item.setModTime(date.toEpochMilli());
        item.setSize(name.length() + 1L);
        tar.putArchiveEntry(item);
        tar.write(name.getBytes(ENCODING));
        tar.write(0);
        tar.closeArchiveEntry();
        return name.substring(0, TarConstants.NAMELEN);
    }

    private void count(long size) throws InputException {
        bytes += size;
        if (bytes > MOST_BYTES) {
            throw new InputException("the upstream tree has more than " + HumanUnits.bytes(MOST_BYTES) + "; refused");
        }
    }
}
