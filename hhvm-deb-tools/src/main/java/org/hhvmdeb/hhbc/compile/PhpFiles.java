package org.hhvmdeb.hhbc.compile;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;

/**
 * The files to compile, in the order of their bytes.
 *
 * <p>A symbolic link to a file of the tree is a file to compile under the link's name too. A link to a directory of the
 * tree is passed over: its files are there by their own names. A link that leaves the tree or leads nowhere is refused,
 * as what it shows here is not what a server will see.
 *
 * @param warnings about files that may have been meant
 */
public record PhpFiles(Path root, List<RelativePath> files, List<String> warnings) {

    /** Lists a tree. */
    public static PhpFiles of(PhpTree tree) throws HhvmDebException {
        if (!Files.isDirectory(tree.root())) {
            throw new InputException(InputFile.absent("directory", tree.root()) + "; name the site's PHP tree");
        }
        try {
            Path root = tree.root().toRealPath();
            Collector collector = new Collector(tree, root);
            Files.walkFileTree(root, collector);
            collector.check();
            return new PhpFiles(root, List.copyOf(collector.files), collector.warnings());
        } catch (IOException e) {
            throw ExternalException.during("listing " + tree.root(), e);
        }
    }

    /** The paths of the files. */
    public SortedSet<String> paths() {
        return files.stream().map(RelativePath::text).collect(Collectors.toCollection(TreeSet::new));
    }

    /** One path a line, as hhvm's {@code --input-list} reads them. */
    String text() {
        return files.stream().map(f -> f + "\n").collect(Collectors.joining());
    }

    /** Every file's digest and name as sha256sum writes them: equal for equal sites, wherever they lie. */
    String sums() throws IOException {
        StringBuilder sums = new StringBuilder();
        for (RelativePath file : files) {
            sums.append(Sha256.of(file.under(root))).append("  ").append(file).append('\n');
        }
        return sums.toString();
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private static final int MOST = 5;

        private final PhpTree tree;
        private final Path root;
        private final List<TreePattern> includes;
        private final List<TreePattern> anyCase;
        private final List<TreePattern> excludes;
        private final TreeSet<RelativePath> files = new TreeSet<>();
        private final TreeSet<String> faults = new TreeSet<>();
        private final TreeSet<String> otherCase = new TreeSet<>();

        Collector(PhpTree tree, Path root) {
            this.tree = tree;
            this.root = root;
            this.includes = tree.includes().stream().map(TreePattern::parse).toList();
            this.anyCase = includes.stream().map(TreePattern::inAnyCase).toList();
            this.excludes = Stream.concat(PhpTree.ALWAYS_EXCLUDED.stream(), tree.excludes().stream())
                    .map(TreePattern::parse)
                    .toList();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skip = !directory.equals(root) && excluded(relative(directory));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String path = relative(file);
            if (excluded(path)) {
                return FileVisitResult.CONTINUE;
            }
            boolean wanted = includes.stream().anyMatch(p -> p.matches(path));
            if (attributes.isSymbolicLink()) {
                link(file, path, wanted);
            } else if (wanted && attributes.isRegularFile()) {
                add(file, path);
            } else if (attributes.isRegularFile() && anyCase.stream().anyMatch(p -> p.matches(path))) {
                otherCase.add(path.replaceAll("\\p{Cntrl}", "?"));
            }
            return FileVisitResult.CONTINUE;
        }

        private void link(Path file, String path, boolean wanted) throws IOException {
            boolean dangling = !Files.exists(file);
            boolean directory = Files.isDirectory(file);
            if (!wanted && !directory) {
                return;
            }
            if (dangling || !file.toRealPath().startsWith(root)) {
                faults.add(path + " is a symbolic link that " + (dangling ? "leads nowhere" : "leaves the tree") + " ("
                        + Files.readSymbolicLink(file) + ")");
            } else if (!directory) {
                add(file, path);
            }
        }

        private void add(Path file, String path) {
            if (path.chars().anyMatch(c -> c < ' ')) {
                faults.add(path.replaceAll("\\p{Cntrl}", "?") + " has a control character in its name");
            } else if (!Files.isReadable(file)) {
                faults.add(path + " cannot be read");
            } else if (!isText(path)) {
                faults.add(path + " has a name that is no text in this locale (run with LC_ALL=C.UTF-8)");
            } else {
                files.add(new RelativePath(path));
            }
        }

        /** A name read in one encoding and written in another is that of no file, or of none at all. */
        private boolean isText(String path) {
            try {
                return Files.exists(root.resolve(path));
            } catch (InvalidPathException e) {
                return false;
            }
        }

        private boolean excluded(String path) {
            return excludes.stream().anyMatch(p -> p.matches(path));
        }

        private String relative(Path path) {
            return root.relativize(path).toString();
        }

        /** The kernel tells {@code A.PHP} from {@code a.php}, and so do the patterns. */
        List<String> warnings() {
            if (otherCase.isEmpty()) {
                return List.of();
            }
            return List.of(HumanUnits.count(otherCase.size(), "file")
                    + " would match but for upper and lower case, and what is not matched is not compiled: "
                    + otherCase.stream().limit(MOST).collect(Collectors.joining(", "))
                    + (otherCase.size() > MOST ? ", …" : "") + "; include or exclude them by name");
        }

        void check() throws InputException {
            if (!faults.isEmpty()) {
                throw new InputException(tree.root() + " cannot be compiled as it is:\n  " + String.join("\n  ", faults)
                        + "\nMend these files or exclude them.");
            }
            if (files.isEmpty()) {
                throw new InputException(tree.root() + " has no file to compile: none matches "
                        + String.join(", ", tree.includes())
                        + (tree.excludes().isEmpty() ? "" : " without matching " + String.join(", ", tree.excludes()))
                        + "; name the site's PHP tree or other patterns");
            }
        }
    }
}
