package org.hhvmdeb.hhbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.hhvmdeb.io.Sha256;

/**
 * Where a repository came from, as JSON that is the same for the same compilation: keys sorted, two blanks of indent, no
 * time and no path of the machine.
 */
record BuildInfo(
        RepoFormat format,
        HhvmIdentity hhvm,
        Layout layout,
        List<String> options,
        int files,
        Sha256 inputs,
        String repo,
        Sha256 digest) {

    /** Grows when the meaning of a key changes; readers ignore keys they do not know. */
    private static final int VERSION = 1;

    String toJson() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultIndenter indent = new DefaultIndenter("  ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(indent);
            printer.indentArraysWith(indent);
            json.setPrettyPrinter(printer);
            write(json);
        }
        return text + "\n";
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("hhvm");
        json.writeStringField("compilerId", hhvm.compilerId().orElse(""));
        json.writeStringField("schema", hhvm.schema().id());
        json.writeStringField("version", hhvm.version().orElse(""));
        json.writeEndObject();
        json.writeObjectFieldStart("inputs");
        json.writeNumberField("files", files);
        json.writeStringField("sha256", inputs.hex());
        json.writeEndObject();
        json.writeStringField("layout", layout.toString());
        json.writeArrayFieldStart("options");
        for (String option : options) {
            json.writeString(option);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("repo");
        json.writeStringField("file", repo);
        json.writeStringField("format", format == RepoFormat.BLOB ? "blob" : "sqlite");
        json.writeStringField("sha256", digest.hex());
        json.writeEndObject();
        json.writeNumberField("version", VERSION);
        json.writeEndObject();
    }
}
