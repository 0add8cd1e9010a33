package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.hhvmdeb.debian.Field;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.RelativePath;

/**
 * The control member. It is ours and not jdeb's: jdeb drops fields it does not know, takes others from the environment,
 * and reads and writes scripts as lines of text. gzip, which every dpkg ever released reads.
 *
 * @param files name and content
 */
record ControlMember(SortedMap<String, byte[]> files) {

    /** @param md5sums the lines of the file of that name */
    static ControlMember of(DebRequest request, long installedSize, String md5sums) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        request.controlFiles().forEach(f -> put(files, f.name(), f.text()));
        put(files, "control", control(request.control(), installedSize).toText());
        put(files, "conffiles", conffiles(request));
        put(files, "md5sums", md5sums);
        return new ControlMember(files);
    }

    /** The paragraph with {@code Installed-Size} where dpkg puts it. */
    static Paragraph control(Paragraph asked, long installedSize) {
        Paragraph.Builder control = Paragraph.builder();
        for (Field field : asked.fields()) {
            control.set(field.name(), field.value());
            if (field.name().equalsIgnoreCase("Maintainer")) {
                control.set("Installed-Size", String.valueOf(installedSize));
            }
        }
        return control.build();
    }

    void write(Path to, Instant timestamp) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(9);
        parameters.setModificationInstant(Instant.EPOCH);
        try (OutputStream out = Files.newOutputStream(to);
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GzipCompressorOutputStream(out, parameters), "UTF-8")) {
            tar.putArchiveEntry(entry("./", 0755, 0, timestamp));
            tar.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                int mode = ControlFile.isScript(file.getKey()) ? 0755 : 0644;
                tar.putArchiveEntry(entry("./" + file.getKey(), mode, file.getValue().length, timestamp));
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
    }

    private static TarArchiveEntry entry(String name, int mode, int size, Instant timestamp) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(size);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setModTime(FileTime.from(timestamp));
        return entry;
    }

    private static String conffiles(DebRequest request) {
        return request.conffiles().stream()
                .sorted()
                .map(RelativePath::text)
                .map(path -> "/" + path + "\n")
                .collect(Collectors.joining());
    }

    private static void put(SortedMap<String, byte[]> files, String name, String text) {
        if (!text.isEmpty()) {
            files.put(name, text.getBytes(UTF_8));
        }
    }
}
