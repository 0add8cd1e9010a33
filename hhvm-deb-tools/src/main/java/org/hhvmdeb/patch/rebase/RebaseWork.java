package org.hhvmdeb.patch.rebase;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.debian.Deb822;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.ThreeWayMerge;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.DiskPath;
import org.hhvmdeb.patch.tree.TreeEntry;

/**
 * The directory in which a rebase waits for a person. It holds what was asked for, the files of the patch in conflict, and
 * how earlier conflicts were resolved; from these and the packaging, which nobody has touched yet, the rebase is done again
 * when it goes on. docs/decisions/0008 tells its layout.
 */
final class RebaseWork implements Resolutions {

    static final String REQUEST = "request";

    private static final String TREE = "tree";
    private static final String RESOLVED = "resolved";
    private static final String FILES = "files";

    private static final String SEAL = "Seal: ";
    private static final int LARGEST_REQUEST = 1 << 20;

    private final Path root;
    private final Seal seal = Seal.ofUser();

    RebaseWork(Path packaging) throws IOException {
        Path debian = packaging.resolve("debian");
        // The change that ends a rebase knows only where debian really is.
        this.root = Files.isSymbolicLink(debian) && Files.isDirectory(debian)
                ? debian.toRealPath().resolveSibling(PackagingFiles.REBASE)
                : packaging.resolve(PackagingFiles.REBASE);
    }

    /** Puts back, or removes, what a killed run has left beside it. */
    void recover() throws IOException {
        StagedDirectory.recover(root);
    }

    Path root() {
        return root;
    }

    /**
     * What the rebase that waits here was asked for.
     *
     * @return empty where none waits
     * @throws InputException when something of that name is there that no run of this user has written
     */
    Optional<Paragraph> waiting() throws IOException, InputException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path file = root.resolve(REQUEST);
        boolean readable = Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) < LARGEST_REQUEST;
        // What is not UTF-8 is not ours either.
        String text = readable ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        int end = text.indexOf('\n') + 1;
        String sealed = text.substring(end);
        if (end == 0
                || !text.startsWith(SEAL)
                || !seal.isOn(text.substring(SEAL.length(), end).strip(), PackagingFiles.REBASE, root, bytes(sealed))) {
            throw new InputException(root + " was not written in this place by a run of yours (their key is "
                    + seal.keyFile()
                    + "), so no rebase goes on from it. If it came with the packaging, delete it. If it is"
                    + " yours and the packaging was moved or the key has changed, put it aside, start the rebase again, and"
                    + " copy what you have edited from its tree/ and resolved/ into the new tree/");
        }
        return Deb822.parse(text, file.toString()).stream().findFirst();
    }

    /**
     * Makes sure that no other run has begun, taken on or given up a rebase here; to be called while none can.
     *
     * @param before what waited when this run began
     * @throws ExternalException when one has
     */
    void requireStillWaiting(Optional<Paragraph> before) throws IOException, HhvmDebException {
        if (!waiting().equals(before)) {
            throw new ExternalException(
                    "another run has begun, continued or given up the rebase in " + root
                            + " while this one worked; this one has changed nothing. Look at what is there now, then run again");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void delete() throws IOException {
        StagedDirectory.discard(root);
    }

    /** Writes all again, with a conflict; earlier resolutions stay. */
    void await(Paragraph request, SeriesRebase.Conflict conflict) throws IOException {
        try (StagedDirectory staged = StagedDirectory.beside(root)) {
            Path fresh = staged.path();
            if (Files.isDirectory(root.resolve(RESOLVED))) {
                FileTree.copy(root.resolve(RESOLVED), fresh.resolve(RESOLVED));
            }
            Path tree = FileTree.makeDirectory(fresh.resolve(TREE));
            ByteArrayOutputStream files = new ByteArrayOutputStream();
            for (FileMerge file : conflict.files()) {
                // A link or a deletion that fits is not for a person to edit.
                if (file.state() != FileMerge.State.CONTAINED
                        && file.result().filter(TreeEntry::isFile).isPresent()) {
                    files.writeBytes(ByteText.encode(file.path()));
                    files.write('\n');
                    write(tree, new RelativePath(file.path()), file.result().get());
                }
            }
            Files.write(fresh.resolve(FILES), files.toByteArray());
            String text = request.toText();
            Files.writeString(
                    fresh.resolve(REQUEST), SEAL + seal.of(PackagingFiles.REBASE, root, bytes(text)) + "\n" + text);
            Files.writeString(fresh.resolve(".gitignore"), "*\n");
            Files.writeString(fresh.resolve("README"), instructions(conflict));
            staged.commit();
        }
    }

    private static Path place(Path tree, RelativePath path) {
        return DiskPath.of(tree, path.text());
    }

    private static void write(Path tree, RelativePath path, TreeEntry entry) throws IOException {
        for (int end = path.text().indexOf('/'); end >= 0; end = path.text().indexOf('/', end + 1)) {
            FileTree.makeDirectory(place(tree, new RelativePath(path.text().substring(0, end))));
        }
        Files.write(place(tree, path), entry.content());
    }

    private static String instructions(SeriesRebase.Conflict conflict) {
        StringBuilder text = new StringBuilder("A rebase of debian/patches waits here for you.\n\nThe patch "
                + conflict.entry().patch()
                + " and upstream have changed the same places. Edit these files until each is"
                + " as\nit shall be with the patch, and take out the lines <<<<<<<, |||||||, ======= and >>>>>>>; delete"
                + " a file\nthat there shall not be:\n\n");
        conflict.files().stream()
                .filter(f -> f.state() == FileMerge.State.CONFLICT)
                .forEach(f -> text.append("  tree/")
                        .append(ByteText.printable(f.path()))
                        .append('\n'));
        return text + "\nOther files in tree are merged already; look at them. Then run:\n\n"
                + "  hhvm-deb patches rebase --continue\n\nor, to have all as it was:\n\n"
                + "  hhvm-deb patches rebase --abort\n\nNothing in debian has changed yet.\n";
    }

    /**
     * Takes what the person did for resolved.
     *
     * @throws FindingsException naming file and line where markers are left
     */
    void accept(int line) throws IOException, InputException, FindingsException {
        List<Finding> left = new ArrayList<>();
        Map<String, Optional<byte[]>> resolution = resolution(root.resolve(TREE), root.resolve(FILES));
        resolution.forEach((path, content) -> {
            long marker = content.map(ThreeWayMerge::firstMarker).orElse(0L);
            if (marker > 0) {
                left.add(Finding.of(
                        new Location(root.resolve(TREE) + "/" + ByteText.printable(path), (int) marker),
                        PatchRule.CONFLICT_MARKER_LEFT,
                        "this conflict is not resolved; edit the file until it is as it shall be, without markers"));
            }
        });
        if (!left.isEmpty()) {
            throw new FindingsException("the rebase cannot go on, conflicts are left", left);
        }
        Path target = root.resolve(RESOLVED).resolve(String.valueOf(line));
        try (StagedDirectory staged = StagedDirectory.beside(target)) {
            FileTree.copy(root.resolve(TREE), staged.path().resolve(TREE));
            Files.copy(root.resolve(FILES), staged.path().resolve(FILES));
            staged.commit();
        }
    }

    @Override
    public Optional<Map<String, Optional<byte[]>>> of(SeriesEntry entry) throws IOException, InputException {
        Path resolved = root.resolve(RESOLVED).resolve(String.valueOf(entry.line()));
        return Files.isRegularFile(resolved.resolve(FILES))
                ? Optional.of(resolution(resolved.resolve(TREE), resolved.resolve(FILES)))
                : Optional.empty();
    }

    private static Map<String, Optional<byte[]>> resolution(Path tree, Path list) throws IOException, InputException {
        Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
        // Each by itself, as one may be text and another none.
        for (String bytes :
                Files.readString(list, StandardCharsets.ISO_8859_1).lines().toList()) {
            String path = ByteText.fromLatin1(bytes);
            Path file = place(tree, RelativePath.parse(path, list.toString()));
            if (!Files.exists(file)) {
                files.put(path, Optional.empty());
                continue;
            }
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(tree.toRealPath())) {
                throw new InputException(
                        Location.of(file.toString()), "this is not a file, or a symbolic link that leads away");
            }
            files.put(path, Optional.of(Files.readAllBytes(file)));
        }
        return files;
    }
}
