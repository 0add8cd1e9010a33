package org.hhvmdeb.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.MadeOf;

/**
 * The software of a host as dpkg knows it. All of it, and not only the build dependencies and theirs: a configure script uses what it
 * finds.
 *
 * @param status the file in which dpkg keeps what is installed
 * @param alternatives the links which say what {@code c++} is
 * @param settings what the administrator told dpkg, such as compiler flags in {@code buildflags.conf}, and the vendor, which is where
 *     {@code origins/default} leads
 */
record InstalledSoftware(Path status, Path alternatives, Path settings) {

    static final InstalledSoftware OF_THIS_HOST =
            new InstalledSoftware(Path.of("/var/lib/dpkg/status"), Path.of("/etc/alternatives"), Path.of("/etc/dpkg"));

    /** Empty where dpkg keeps nothing, or it cannot be read. */
    Optional<MadeOf> read() {
        try {
            return Optional.of(MadeOf.nothing()
                    .and("the packages that are installed here", Sha256.of(status))
                    .and("the alternatives of this host", bytes(links()))
                    .and("the settings of dpkg", bytes(configuration())));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private String links() throws IOException {
        StringBuilder links = new StringBuilder();
        try (Stream<Path> entries = Files.list(alternatives)) {
            List<Path> sorted = entries.filter(Files::isSymbolicLink).sorted().toList();
            for (Path link : sorted) {
                links.append(link)
                        .append('\0')
                        .append(Files.readSymbolicLink(link))
                        .append('\0');
            }
        }
        return links.toString();
    }

    private String configuration() throws IOException {
        StringBuilder files = new StringBuilder();
        try (Stream<Path> entries = Files.walk(settings)) {
            for (Path each : entries.sorted().toList()) {
                boolean link = Files.isSymbolicLink(each);
                if (link || Files.isRegularFile(each)) {
                    files.append(settings.relativize(each))
                            .append('\0')
                            .append(link ? Files.readSymbolicLink(each) : "")
                            .append('\0')
                            .append(Files.isRegularFile(each) ? Sha256.of(each) : "")
                            .append('\0');
                }
            }
        }
        return files.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
