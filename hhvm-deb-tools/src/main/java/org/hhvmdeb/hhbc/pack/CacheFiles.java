package org.hhvmdeb.hhbc.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.hhvmdeb.deb.DebEntry;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.RelativePath;

/** The files a cache package installs. */
final class CacheFiles {

    private static final int MODE = 0644;
    private static final int PROGRAM_MODE = 0755;
    private static final DateTimeFormatter RFC_5322 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final PackageRequest request;
    private final RepoSchema schema;
    private final CachePlaces places;
    private final Path work;

    /**
     * Prepares the files of a package.
     *
     * @param work where generated files are kept until the package is written
     */
    CacheFiles(CachePlaces places, Path work) {
        this.request = places.request();
        this.schema = places.schema();
        this.places = places;
        this.work = work;
    }

    /** Those that an administrator may change. */
    Set<RelativePath> conffiles() {
        return request.layout() == RepoMode.LOCAL ? Set.of(places.settings()) : Set.of();
    }

    List<DebEntry> entries() throws IOException {
        String documentation = "usr/share/doc/" + request.name() + "/";
        // Policy 12.7: the changelog of a package without revision is that of its upstream.
        String changelog = request.version().revision().isPresent() ? "changelog.Debian.gz" : "changelog.gz";
        List<DebEntry> entries = new ArrayList<>();
        entries.add(generated(places.settings(), utf8(CacheSnippet.of(places))));
        entries.add(DebEntry.file(places.repo(), request.repo(), MODE));
        entries.add(generated(new RelativePath(documentation + changelog), gzip(changelog())));
        entries.add(generated(new RelativePath(documentation + "copyright"), copyright()));
        if (request.layout() == RepoMode.AUTHORITATIVE) {
            entries.add(generated(
                    places.program(), utf8(ScriptTemplate.of("authoritative-mode", places, Map.of())), PROGRAM_MODE));
            entries.add(generated(
                    places.noMode(),
                    utf8("; Authoritative mode is off: there is no bytecode for the hhvm that is installed.\n")));
        }
        if (request.dropIn().isPresent()) {
            String unit = request.dropIn().get() + ".service.d";
            entries.add(generated(
                    new RelativePath("usr/lib/systemd/system/" + unit + "/50-" + request.name() + ".conf"),
                    utf8(CacheDropIn.of(request))));
        }
        entries.add(
                generated(new RelativePath("usr/share/lintian/overrides/" + request.name()), utf8(lintianOverrides())));
        return entries;
    }

    /** What lintian says of any package that diverts, and of a first revision, which is about uploads to Debian. */
    private String lintianOverrides() {
        StringBuilder text =
                new StringBuilder("# What is diverted is the file of the version before, for as long as it is kept.\n");
        override(text, "diversion-for-unknown-file *");
        override(text, "orphaned-diversion *");
        if (request.version().text().endsWith("-1")) {
            text.append("# A site's own package closes no bug of Debian's.\n");
            override(text, "initial-upload-closes-no-bugs *");
            if (request.version().text().matches("[0-9]{8}.*")) {
                text.append("# It may well count its versions by date.\n");
                override(text, "new-package-uses-date-based-version-number *");
            }
        }
        return text.toString();
    }

    private void override(StringBuilder text, String hint) {
        text.append(request.name()).append(": ").append(hint).append('\n');
    }

    private DebEntry generated(RelativePath path, byte[] content) throws IOException {
        return generated(path, content, MODE);
    }

    private DebEntry generated(RelativePath path, byte[] content, int mode) throws IOException {
        Path file = work.resolve(path.text().replace('/', '_'));
        Files.write(file, content);
        return DebEntry.file(path, file, mode);
    }

    private String changelog() {
        return request.name() + " (" + request.version() + ") " + request.distribution() + "; urgency=medium\n\n"
                + "  * Bytecode of " + request.program() + " for HHVM's repo schema\n    " + schema + ".\n\n"
                + " -- " + request.maintainer() + "  " + RFC_5322.format(request.timestamp()) + "\n";
    }

    private byte[] copyright() throws IOException {
        if (request.copyright().isPresent()) {
            return Files.readAllBytes(request.copyright().get());
        }
        String text = "This package holds bytecode that HHVM compiled from the PHP of " + request.program() + ".\n"
                + "The bytecode is under the copyright and the license of those PHP files.\n\n"
                + "The rest of the package:\n"
                + "Copyright " + request.timestamp().atOffset(ZoneOffset.UTC).getYear() + " " + request.maintainer()
                + "\n";
        return utf8(text);
    }

    /** As {@code gzip -9n} does: no name and no time in it. */
    private static byte[] gzip(String text) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(9);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(bytes, parameters)) {
            gzip.write(utf8(text));
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
