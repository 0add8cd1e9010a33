package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.StagedDirectory;
import org.hhvmdeb.io.WorkDirectory;

/**
 * Where a package is built. With a blank or the like in the path makefiles break, and dpkg-buildflags no longer keeps the
 * path out of the programs; then the build goes to the directory for temporary files.
 */
final class WorkTree implements AutoCloseable {

    /** What dpkg's feature reproducible=fixfilepath takes. */
    private static final Pattern PLAIN = Pattern.compile("[-+:.0-9a-zA-Z~/_]+");

    private final StagedDirectory kept;
    private final Optional<WorkDirectory> elsewhere;

    private WorkTree(StagedDirectory kept, Optional<WorkDirectory> elsewhere) {
        this.kept = kept;
        this.elsewhere = elsewhere;
    }

    /**
     * Creates an empty directory.
     *
     * @param target where {@link #keep()} puts it
     */
    static WorkTree create(Path target) throws IOException {
        StagedDirectory kept = StagedDirectory.beside(target);
        try {
            boolean plain = PLAIN.matcher(kept.path().toRealPath().toString()).matches();
            return new WorkTree(kept, plain ? Optional.empty() : Optional.of(WorkDirectory.create()));
        } catch (IOException e) {
            kept.close();
            throw e;
        }
    }

    Path path() {
        return elsewhere.map(WorkDirectory::path).orElse(kept.path());
    }

    void keep() throws IOException {
        if (elsewhere.isPresent()) {
            FileTree.copy(path(), kept.path());
        }
        kept.commit();
    }

    @Override
    public void close() throws IOException {
        try (kept) {
            if (elsewhere.isPresent()) {
                elsewhere.get().close();
            }
        }
    }
}
