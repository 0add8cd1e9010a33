package org.hhvmdeb.patch.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.tree.DebianizedTree;
import org.hhvmdeb.patch.tree.DirectoryTree;
import org.hhvmdeb.patch.tree.GitEntries;
import org.hhvmdeb.patch.tree.GitSourceTree;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeOverlay;
import org.hhvmdeb.upstream.tree.OpenUpstream;
import org.hhvmdeb.upstream.tree.UpstreamFiles;
import org.hhvmdeb.upstream.tree.UpstreamRepository;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/** The trees that source packages of upstream's tags would have with one packaging: pruned, and its debian in place. */
public final class TagTrees implements AutoCloseable {

    private final UpstreamRepository repository;
    private final FilesExcluded excluded;
    private final SourceTree debian;
    private final GitEntries entries = new GitEntries(CheckPatches.UMASK);

    private TagTrees(UpstreamRepository repository, FilesExcluded excluded, Path debianDirectory) {
        this.repository = repository;
        this.excluded = excluded;
        this.debian = new TreeOverlay(new DirectoryTree(debianDirectory));
    }

    public static TagTrees open(UpstreamSource source, Path debianDirectory, Progress progress)
            throws HhvmDebException {
        Path copyright = debianDirectory.resolve("copyright");
        FilesExcluded excluded = Files.exists(copyright) ? FilesExcluded.read(copyright) : FilesExcluded.of(List.of());
        return new TagTrees(new OpenUpstream().run(source, progress), excluded, debianDirectory);
    }

    public UpstreamRepository repository() {
        return repository;
    }

    public UpstreamFiles files(UpstreamTag tag) throws HhvmDebException {
        return repository.files(tag, excluded);
    }

    /** The tree of a tag; what is the same in two tags is one entry. */
    public SourceTree tree(UpstreamFiles files) {
        return new DebianizedTree(new GitSourceTree(files, entries), debian);
    }

    @Override
    public void close() throws HhvmDebException {
        repository.close();
    }
}
