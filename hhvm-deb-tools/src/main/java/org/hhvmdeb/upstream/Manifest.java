package org.hhvmdeb.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.hhvmdeb.io.Sha256;

/**
 * What is in a tarball and where it came from. Canonical JSON: keys sorted, two spaces, {@code \n}, UTF-8, no path of
 * the machine that wrote it; equal tarballs have equal manifests.
 *
 * @param source the source package
 * @param version the upstream version
 * @param tag upstream's
 * @param commit of the tag
 * @param date of that commit
 * @param upstream the address that was given, without credentials; of a directory its name alone
 * @param inputs see {@link Inputs}
 * @param tree what was packed and what was not
 * @param tar the uncompressed tarball
 * @param tarball the digest of the compressed one
 */
record Manifest(
        String source,
        String version,
        String tag,
        String commit,
        Instant date,
        String upstream,
        Sha256 inputs,
        UpstreamTree tree,
        OrigTar.Written tar,
        Sha256 tarball) {

    /** Raised with every change that a reader of the file would have to know about. */
    static final int FORMAT = 1;

    String toJson() throws IOException {
        StringWriter text = new StringWriter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        try (JsonGenerator json = new JsonFactory().createGenerator(text).setPrettyPrinter(printer)) {
            write(json);
        }
        return text + "\n";
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("bytes", tar.bytes());
        json.writeStringField("commit", commit);
        json.writeStringField("date", date.toString());
        json.writeNumberField("files", tar.files());
        json.writeNumberField("format", FORMAT);
        json.writeStringField("inputs", inputs.hex());
        pruned(json, tree.pruned());
        json.writeStringField("source", source);
        submodules(json, tree.submodules());
        json.writeStringField("tag", tag);
        json.writeStringField("tar_sha256", tar.digest().hex());
        json.writeStringField("tarball_sha256", tarball.hex());
        json.writeStringField("upstream", upstream);
        json.writeStringField("version", version);
        json.writeEndObject();
    }

    private static void pruned(JsonGenerator json, List<PrunedPattern> patterns) throws IOException {
        json.writeArrayFieldStart("pruned");
        for (PrunedPattern pattern : patterns) {
            json.writeStartObject();
            json.writeNumberField("bytes", pattern.bytes());
            json.writeNumberField("files", pattern.files());
            json.writeStringField("pattern", pattern.pattern());
            json.writeNumberField("submodules", pattern.submodules());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void submodules(JsonGenerator json, List<SubmoduleRecord> submodules) throws IOException {
        json.writeArrayFieldStart("submodules");
        for (SubmoduleRecord submodule : submodules) {
            json.writeStartObject();
            json.writeStringField("commit", submodule.commit());
            json.writeBooleanField("included", submodule.leftOut().isEmpty());
            json.writeStringField("path", submodule.path());
            if (submodule.leftOut().isPresent()) {
                json.writeStringField("reason", submodule.leftOut().get());
            }
            if (submodule.url().isPresent()) {
                json.writeStringField("url", submodule.url().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
