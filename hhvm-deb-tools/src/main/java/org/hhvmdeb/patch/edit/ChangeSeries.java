package org.hhvmdeb.patch.edit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.diff.CutLine;
import org.hhvmdeb.patch.diff.DiffParser;
import org.hhvmdeb.patch.diff.MalformedPatchException;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.PatchNames;
import org.hhvmdeb.patch.series.QuiltState;
import org.hhvmdeb.patch.series.SectionChoice;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.stage.PackagingEdit;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * Adds, drops and renames patches, the file and the series at once. Comments, sections, options, order and line endings of
 * the series stay.
 */
public final class ChangeSeries {

    private static final String PATCHES = "debian/patches/";

    /** Bytes, NAME_MAX and PATH_MAX of Linux. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4096;

    private final Path debian;
    private final PatchDirectory directory;

    /**
     * Sets up for a package.
     *
     * @param debian the directory debian
     */
    public ChangeSeries(Path debian) {
        this.debian = debian;
        this.directory = new PatchDirectory(debian);
    }

    /**
     * Copies a patch in and names it behind the others of a section, or behind all.
     *
     * @param file the patch
     * @param name what it is called below debian/patches
     * @param newSection whether the section is made if it is not there
     * @return the line of the series that names it
     * @throws InputException when there is no such file or section, or the name is taken or impossible
     */
    public int add(Path file, String name, Optional<String> section, boolean newSection) throws HhvmDebException {
        try {
            InputFile.requireRegular(file);
            if (!Files.isRegularFile(file)) {
                throw new InputException(InputFile.absent("patch file", file));
            }
            byte[] content = Files.readAllBytes(file);
            boolean compressed = file.toString().matches("(?s).*\\.(?:gz|xz|bz2|lzma)");
            if (!compressed) {
                requirePatch(file, content);
            }
            PackagingEdit edit = change();
            Series series = read();
            requireFree(series, name, "name another one (patches add --name)");
            boolean missing = section.isPresent() && !series.hasSection(section.get());
            if (missing && newSection) {
                series = addingSection(series, section.get());
            } else {
                SectionChoice.require(series, section, seriesFile());
            }
            Series added = section.isPresent() ? series.adding(name, section.get()) : series.adding(name);
            edit.put(PackagingFiles.patch(name), content)
                    .put(seriesPath(), added.toBytes())
                    .commit();
            return added.entries().stream()
                    .filter(e -> e.patch().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .line();
        } catch (IOException e) {
            throw ExternalException.during("adding the patch " + name, e);
        }
    }

    /**
     * Takes a patch out of the series and deletes its file.
     *
     * @param keepFile whether the file stays
     * @param given the patch, also with debian/patches in front
     * @return its name
     * @throws InputException when the series does not name it, or it is applied to the source tree around debian
     */
    public String drop(String given, boolean keepFile) throws HhvmDebException {
        try {
            PackagingEdit edit = change();
            Series series = read();
            String name = named(series, given);
            requireUnapplied(name);
            if (!keepFile) {
                Path file = place(name);
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new InputException(
                            file + " is a directory, not a patch; --keep-file takes only its line out of the series");
                }
                edit.remove(PackagingFiles.patch(name));
            }
            edit.put(seriesPath(), series.without(name).toBytes()).commit(() -> requireUnapplied(name));
            if (!keepFile) {
                removeEmptied(name);
            }
            return name;
        } catch (IOException e) {
            throw ExternalException.during("dropping the patch " + given, e);
        }
    }

    /**
     * Gives a patch another name, in the series and on the disk.
     *
     * @param given the patch, also with debian/patches in front
     * @return the name that it had
     * @throws InputException when the series does not name it, it is applied to the source tree around debian, or the new name is
     *     taken or impossible
     */
    public String rename(String given, String newName) throws HhvmDebException {
        try {
            PackagingEdit edit = change();
            Series series = read();
            String name = named(series, given);
            requireUnapplied(name);
            requireFree(series, newName, "give it another one");
            Path old = place(name);
            Path target = place(newName);
            if (!Files.isRegularFile(old)) {
                throw new InputException(InputFile.absent("patch file", old));
            }
            var permissions = Files.getPosixFilePermissions(old);
            edit.put(PackagingFiles.patch(newName), Files.readAllBytes(old))
                    .remove(PackagingFiles.patch(name))
                    .put(seriesPath(), series.renaming(name, newName).toBytes())
                    .commit(() -> requireUnapplied(name));
            Files.setPosixFilePermissions(target, permissions);
            removeEmptied(name);
            return name;
        } catch (IOException e) {
            throw ExternalException.during("renaming the patch " + given, e);
        }
    }

    // git has none of them either.
    private void removeEmptied(String name) throws IOException, InputException {
        Path patches = directory.path().normalize();
        Path each = place(name).getParent();
        try {
            while (each != null && !each.equals(patches) && each.startsWith(patches)) {
                Files.deleteIfExists(each);
                each = each.getParent();
            }
        } catch (DirectoryNotEmptyException e) {
            // Others are in it.
            return;
        }
    }

    private Path seriesFile() {
        return directory.seriesFile().orElse(directory.path().resolve("series"));
    }

    /** Begins; everything is read after that. */
    private PackagingEdit change() throws IOException, HhvmDebException {
        DebianDirectory.require(debian);
        return PackagingEdit.begin(debian);
    }

    private Series read() throws HhvmDebException {
        return directory.seriesFile().isPresent() ? Series.read(seriesFile()) : Series.of(new byte[0]);
    }

    private RelativePath seriesPath() {
        return PackagingFiles.patch(String.valueOf(seriesFile().getFileName()));
    }

    private static Series addingSection(Series series, String name) throws InputException {
        try {
            return series.addingSection(name);
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private String named(Series series, String given) throws InputException {
        return PatchNames.of(series, directory.path()).find(given, "the series names no patch");
    }

    // Its file and its line say how to take it back.
    private void requireUnapplied(String name) throws IOException, InputException {
        Path tree = debian.toAbsolutePath().normalize().getParent();
        if (tree == null || !Files.isDirectory(tree.resolve("debian"))) {
            return;
        }
        if (Files.isSameFile(tree.resolve("debian"), debian)
                && QuiltState.of(tree).isApplied(name)) {
            throw new InputException("the patch " + ByteText.printable(name) + " is applied to " + tree
                    + "; unapply it first (hhvm-deb patches unapply)");
        }
    }

    private static void requirePatch(Path file, byte[] content) throws InputException {
        ParsedPatch patch = DiffParser.parse(content);
        if (patch.files().isEmpty()) {
            throw new InputException(
                    file + " holds no diff, so it is not a patch; make one with git format-patch or diff -u");
        }
        if (CutLine.completed(content).isPresent()) {
            throw new InputException(file + ":" + patch.text().count()
                    + ": the last line has no newline at its end, so GNU patch does not read it; add one");
        }
        if (patch.fault().isPresent()) {
            MalformedPatchException fault = patch.fault().get();
            throw new InputException(file + ":" + fault.line() + ": " + fault.reason(), fault);
        }
    }

    private void requireFree(Series series, String name, String advice) throws IOException, InputException {
        if (!Series.canName(name) || name.startsWith("/") || name.endsWith("/")) {
            throw new InputException("no series can name a patch \"" + ByteText.printable(name)
                    + "\"; a name has no white space and is below debian/patches; " + advice);
        }
        requirePlain(name);
        if (series.names(name)) {
            throw new InputException("the series names a patch " + name + " already");
        }
        if (Files.exists(place(name), LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(place(name) + " is there already; give the patch another name");
        }
    }

    /** Else the series would name it in another way than its file, or no file system could hold it. */
    private void requirePlain(String name) throws InputException {
        List<String> parts = List.of(name.split("/", -1));
        if (parts.contains("") || parts.contains(".")) {
            throw new InputException("the name " + ByteText.printable(name) + " has ./ or // in it; leave them out");
        }
        if (name.startsWith(PATCHES)) {
            throw new InputException(
                    "the name " + ByteText.printable(name) + " is one below debian/patches already; write "
                            + ByteText.printable(name.substring(PATCHES.length())));
        }
        if (parts.stream().anyMatch(p -> p.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME)
                || directory.path().resolve(name).toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8).length
                        >= LONGEST_PATH) {
            throw new InputException("the name " + ByteText.printable(name) + " is too long for a file");
        }
        Path patches = directory.path().normalize();
        for (Path above = patches.resolve(name).normalize().getParent();
                above != null && !above.equals(patches);
                above = above.getParent()) {
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(above)) {
                throw new InputException(
                        above + " is a file, so no patch can be below it; give the patch another name");
            }
        }
    }

    // Below debian/patches, and not through a link to somewhere else.
    private Path place(String name) throws IOException, InputException {
        if (List.of(name.split("/", -1)).contains("..")) {
            throw new InputException("the name " + ByteText.printable(name) + " leads out of debian/patches");
        }
        Path place = directory.path().resolve(name).normalize();
        Path existing = place.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null
                || (Files.exists(directory.path())
                        && !existing.toRealPath().startsWith(directory.path().toRealPath()))) {
            throw new InputException(place + " leads out of " + directory.path() + " through a symbolic link");
        }
        return place;
    }
}
