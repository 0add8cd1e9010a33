package org.hhvmdeb.patch.stage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.io.staging.Stage;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.DiskPath;
import org.hhvmdeb.patch.tree.NewFiles;
import org.hhvmdeb.patch.tree.TreeEntry;

/**
 * Files that wait to be put in their places, named by numbers. What a patch makes is written here at once, so that memory
 * does not grow with the series; new files have one time of change, as dpkg-source does it.
 */
final class StagedFiles implements NewFiles {

    private final Stage stage;
    private final int umask;
    private final FileTime time;
    private final Set<Path> waiting = new HashSet<>();
    private int last;

    StagedFiles(Stage stage, int umask) throws IOException {
        this.stage = stage;
        this.umask = umask;
        this.time = stage.begin();
    }

    @Override
    public TreeEntry create(int mode, byte[] content) throws IOException {
        Path file = next();
        stage.write(() -> {
            Files.write(file, content);
            if ((mode & 0777) != (0666 & ~umask)) {
                Files.setAttribute(file, "unix:mode", mode & 0777);
            }
            Files.setLastModifiedTime(file, time);
        });
        waiting.add(file);
        return TreeEntry.file(mode, content.length, file);
    }

    private Path next() {
        return stage.path().resolve(String.valueOf(++last));
    }

    /** Makes sure that an entry has a staged file of its own, and returns its number. */
    int stage(TreeEntry entry) throws IOException {
        if (entry.isLink()) {
            Path link = next();
            stage.write(() -> Files.createSymbolicLink(link, DiskPath.target(ByteText.decode(entry.content()))));
            return number(link);
        }
        Optional<Path> source = entry.file();
        if (source.isEmpty()) {
            return number(create(entry.mode(), entry.content()).file().orElseThrow());
        }
        if (waiting.remove(source.get())) {
            return number(source.get());
        }
        return number(link(source.get()));
    }

    /** Of what was staged, as it is on the disk: the path of a link may have been written shorter. */
    Fingerprint fingerprint(int number) throws IOException {
        return Fingerprint.of(new DirectoryTree(stage.path()).find(String.valueOf(number)));
    }

    // A link keeps all there is to a file, its times and owner too, and costs nothing. Some file systems have none.
    private Path link(Path source) throws IOException {
        Path file = next();
        try {
            stage.write(() -> Files.createLink(file, source));
        } catch (UnsupportedOperationException | FileSystemException e) {
            stage.write(() -> Files.copy(source, file, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
        }
        return file;
    }

    private static int number(Path file) {
        return Integer.parseInt(String.valueOf(file.getFileName()));
    }
}
