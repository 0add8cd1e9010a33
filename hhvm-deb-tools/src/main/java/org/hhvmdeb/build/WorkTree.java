package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.output.OutputDirectory;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

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

    /**
     * Checks the place of a tree that is to be kept.
     *
     * @param results the endings of the names of what a build leaves beside the tree
     * @throws InputException when there is something else than an earlier one: the source unpacked, beside what was built
     */
    static void requireReplaceable(Path target, Set<String> results) throws HhvmDebException {
        OutputGuard.requireDirectory(target);
        OutputDirectory.requireReplaceable(target);
        List<Path> found = OutputGuard.entries(target);
        List<Path> trees = found.stream()
                .filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                .toList();
        boolean others = found.stream()
                .anyMatch(f -> !trees.contains(f) && results.stream().noneMatch(f.toString()::endsWith));
        if (!found.isEmpty()
                && (others
                        || trees.size() != 1
                        || !Files.isRegularFile(trees.get(0).resolve("debian/changelog")))) {
            throw new InputException(
                    "the directory " + target + " is replaced as a whole, but it holds no earlier tree of a"
                            + " build; name another directory for the result, or remove it");
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
