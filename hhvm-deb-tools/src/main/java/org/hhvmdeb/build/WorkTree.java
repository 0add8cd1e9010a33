package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.StagedDirectory;

/**
 * Where a package is built. With a blank or the like in the path makefiles break, and dpkg-buildflags no longer keeps the
 * path out of the programs; then the build goes to the directory for temporary files.
 */
final class WorkTree implements AutoCloseable {

    /** What dpkg's feature reproducible=fixfilepath takes. */
    private static final Pattern PLAIN = Pattern.compile("[-+:.0-9a-zA-Z~/_]+");

    private final StagedDirectory kept;
    private final Path place;

    private WorkTree(StagedDirectory kept, Path place) {
        this.kept = kept;
        this.place = place;
    }

    /**
     * Creates an empty directory.
     *
     * @param target where {@link #keep()} puts it
     */
    static WorkTree create(Path target) throws IOException {
        StagedDirectory kept = StagedDirectory.beside(target);
        boolean plain = PLAIN.matcher(kept.path().toRealPath().toString()).matches();
        return new WorkTree(kept, plain ? kept.path() : Files.createTempDirectory("hhvm-deb-build"));
    }

    Path path() {
        return place;
    }

    void keep() throws IOException {
        if (!place.equals(kept.path())) {
            FileTree.copy(place, kept.path());
        }
        kept.commit();
    }

    @Override
    public void close() throws IOException {
        try {
            kept.close();
        } finally {
            if (!place.equals(kept.path())) {
                FileTree.delete(place);
            }
        }
    }
}
