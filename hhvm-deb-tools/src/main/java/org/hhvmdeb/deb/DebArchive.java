package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hhvmdeb.debian.Deb822;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.io.tar.TarExtraction;
import org.hhvmdeb.io.tar.TarItem;
import org.hhvmdeb.io.tar.TarLimits;
import org.hhvmdeb.io.tar.TarReader;
import org.hhvmdeb.notice.InputException;

/**
 * A binary package as deb(5) describes it, which may be hostile. Members may be plain or compressed with gzip or xz.
 * Nothing is kept open, and only the control files are held in memory.
 */
public final class DebArchive {

    /** The lists of checksums of the largest packages stay well below. */
    private static final TarLimits CONTROL = new TarLimits(1000, 64 << 20);

    private final ArFile file;
    private final ArMember data;
    private final SortedMap<String, byte[]> controlFiles;
    private final Paragraph control;

    private DebArchive(ArFile file, ArMember data, SortedMap<String, byte[]> controlFiles, Paragraph control) {
        this.file = file;
        this.data = data;
        this.controlFiles = controlFiles;
        this.control = control;
    }

    /**
     * Reads the control member; the data member is not looked into yet.
     *
     * @throws InputException when this is no binary package, or one we cannot read
     */
    public static DebArchive open(Path deb) throws InputException, IOException {
        ArFile ar = ArFile.read(deb);
        DebMembers members = DebMembers.of(ar);
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (TarReader tar = tar(ar, members.control(), CONTROL)) {
            for (Optional<TarItem> item = tar.next(); item.isPresent(); item = tar.next()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                tar.copyTo(content);
                if (item.get().kind() == TarItem.Kind.FILE
                        && files.put(item.get().name(), content.toByteArray()) != null) {
                    throw new InputException(
                            deb + " holds the control file " + item.get().name() + " twice");
                }
            }
        }
        byte[] text = files.get("control");
        if (text == null) {
            throw new InputException(deb + " is not a Debian package: its control member holds no file \"control\"");
        }
        List<Paragraph> paragraphs = Deb822.parse(new String(text, UTF_8), deb + " (control)");
        if (paragraphs.size() != 1) {
            throw new InputException(
                    deb + " has " + paragraphs.size() + " paragraphs in its control file; expected one");
        }
        return new DebArchive(ar, members.data(), files, paragraphs.get(0));
    }

    /** What the package says about itself. */
    public Paragraph control() {
        return control;
    }

    /** The names of the control files, {@code control} and {@code postinst} for example, sorted. */
    public List<String> controlFiles() {
        return List.copyOf(controlFiles.keySet());
    }

    public Optional<byte[]> controlFile(String name) {
        return Optional.ofNullable(controlFiles.get(name)).map(byte[]::clone);
    }

    /**
     * What would be installed, in the order of the archive, the root usually first.
     *
     * @throws InputException when the data member is damaged or holds unacceptable paths
     */
    public List<TarItem> entries() throws InputException, IOException {
        List<TarItem> items = new ArrayList<>();
        try (TarReader tar = data()) {
            for (Optional<TarItem> item = tar.next(); item.isPresent(); item = tar.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    /** Unpacks everything into an empty directory, by the rules of {@link TarExtraction}. */
    public void extract(Path directory) throws InputException, IOException {
        TarExtraction.extract(plain(file, data), file.file().toString(), directory, TarLimits.generous());
    }

    /**
     * Writes one file of the package, following the links of the package as if it were installed.
     *
     * @param path such as {@code usr/bin/hhvm}
     * @param to the file to write, mode 0755 or 0644; its parents are created
     * @return what was found behind the links, or empty when the package holds no such path
     * @throws InputException when the path leads to something that is no file, or out of the package
     */
    public Optional<TarItem> extractFile(RelativePath path, Path to) throws InputException, IOException {
        Optional<TarItem> found = new DebLinks(file.file(), entries()).file(path);
        if (found.isPresent()) {
            copy(found.get(), to);
        }
        return found;
    }

    /** The content of the data member, uncompressed, entry by entry. */
    TarReader data() throws InputException, IOException {
        return tar(file, data, TarLimits.generous());
    }

    private void copy(TarItem wanted, Path to) throws InputException, IOException {
        try (TarReader tar = data();
                StagedFile staged = StagedFile.beside(to)) {
            Optional<TarItem> item = tar.next();
            while (item.isPresent() && !item.get().equals(wanted)) {
                item = tar.next();
            }
            try (OutputStream out = Files.newOutputStream(staged.path())) {
                tar.copyTo(out);
            }
            String permissions = wanted.plainMode() == 0755 ? "rwxr-xr-x" : "rw-r--r--";
            staged.setPermissions(PosixFilePermissions.fromString(permissions));
            staged.commit();
        }
    }

    private static TarReader tar(ArFile file, ArMember member, TarLimits limits) throws InputException, IOException {
        return new TarReader(plain(file, member), file.file() + " (" + member.name() + ")", limits);
    }

    private static InputStream plain(ArFile file, ArMember member) throws InputException, IOException {
        InputStream raw = file.open(member);
        try {
            return Decompression.open(member.name(), raw, file.file() + " (" + member.name() + ")");
        } catch (InputException e) {
            raw.close();
            throw e;
        }
    }
}
