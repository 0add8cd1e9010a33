package org.hhvmdeb.upstream.commit;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.io.tar.TarLimits;
import org.hhvmdeb.io.tar.TarMembers;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.notice.Reason;
import org.hhvmdeb.upstream.git.GitName;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.orig.TarballNames;

/**
 * Stores what an orig tarball holds in a git repository, without the directory that all is in, so that the tree is what
 * dpkg-source unpacks; git itself has no empty directories.
 */
final class TarballTree {

    private static final int LONGEST_TARGET = 4095;

    private final Path tarball;
    private final ObjectInserter objects;
    private final Map<GitPath, Stored> files = new TreeMap<>();

    private TarballTree(Path tarball, ObjectInserter objects) {
        this.tarball = tarball;
        this.objects = objects;
    }

    private record Stored(FileMode mode, ObjectId id) {}

    /**
     * Reads the tarball once.
     *
     * @return the tree; the caller flushes the inserter
     * @throws InputException when the tarball is damaged or holds what git cannot keep
     */
    static ObjectId store(Path tarball, ObjectInserter objects, Progress progress) throws IOException, InputException {
        TarballTree tree = new TarballTree(tarball, objects);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(tarball));
                TarMembers tar = new TarMembers(
                        Decompression.open(tarball.toString(), raw, tarball.toString()),
                        StandardCharsets.ISO_8859_1,
                        tarball.toString(),
                        TarLimits.generous());
                Progress.Task task = progress.begin("storing " + tarball.getFileName(), Progress.UNKNOWN, "file")) {
            for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
                tree.add(entry, tar.content());
                task.advance(1);
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new InputException(tarball + " cannot be read to its end: " + Reason.plain(e), e);
        }
        return tree.write();
    }

    private void add(TarArchiveEntry entry, InputStream content) throws IOException, InputException {
        if (entry.isDirectory()) {
            return;
        }
        GitPath path = TarballNames.checked(entry.getName(), tarball);
        if (entry.isSymbolicLink()) {
            byte[] target = entry.getLinkName().getBytes(StandardCharsets.ISO_8859_1);
            if (target.length == 0 || target.length > LONGEST_TARGET) {
                throw new InputException(tarball + " has the link " + path + " with a target of " + target.length
                        + " bytes; no system has links to less than 1 or more than " + LONGEST_TARGET + ", refused");
            }
            files.put(path, new Stored(FileMode.SYMLINK, objects.insert(Constants.OBJ_BLOB, target)));
        } else if (entry.isLink()) {
            Stored target = files.get(TarballNames.checked(entry.getLinkName(), tarball));
            if (target == null) {
                throw new InputException(tarball + " has the hard link " + path + " to " + entry.getLinkName()
                        + ", which does not come before it; refused");
            }
            files.put(path, target);
        } else if (entry.isFile()) {
            boolean executable = (entry.getMode() & 0111) != 0;
            ObjectId id = objects.insert(Constants.OBJ_BLOB, entry.getSize(), new Unclosed(content));
            files.put(path, new Stored(executable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE, id));
        } else {
            throw new InputException(tarball + " has the member " + path + ", which is a device or pipe; refused");
        }
    }

    private ObjectId write() throws IOException, InputException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        for (Map.Entry<GitPath, Stored> file : TarballNames.withoutTop(files).entrySet()) {
            Optional<String> fault = GitName.fault(file.getKey()).or(() -> GitName.excess(file.getKey()));
            if (fault.isPresent()) {
                throw new InputException(
                        tarball + " has the path \"" + file.getKey() + "\", which is refused: " + fault.get());
            }
            try {
                DirCacheEntry entry = new DirCacheEntry(file.getKey().bytes().getBytes(StandardCharsets.ISO_8859_1));
                entry.setFileMode(file.getValue().mode());
                entry.setObjectId(file.getValue().id());
                builder.add(entry);
            } catch (IllegalArgumentException e) {
                throw new InputException(
                        tarball + " has the path " + file.getKey() + ", which no git repository may hold; refused", e);
            }
        }
        try {
            builder.finish();
            return index.writeTree(objects);
        } catch (IllegalStateException e) {
            throw new InputException(
                    tarball + " has a path both as a file and as a directory: " + e.getMessage() + "; refused", e);
        }
    }

    /** JGit closes what it reads from. */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
