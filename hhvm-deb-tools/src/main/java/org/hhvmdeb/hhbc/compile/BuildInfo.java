package org.hhvmdeb.hhbc.compile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmIdentity;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.Sha256;

/**
 * Where a repository came from, as JSON that is the same for the same compilation: keys sorted, two blanks of indent, no
 * time and no path of the machine.
 */
record BuildInfo(
        RepoFormat format,
        HhvmIdentity hhvm,
        RepoMode layout,
        List<String> options,
        int files,
        Sha256 inputs,
        String repo,
        Sha256 digest) {

    /** Grows when the meaning of a key changes; readers ignore keys they do not know. */
    private static final int VERSION = 1;

    String toJson() {
        Map<String, Object> described = sorted(Map.of(
                "hhvm",
                sorted(Map.of(
                        "compilerId", hhvm.compilerId().orElse(""),
                        "schema", hhvm.schema(),
                        "version", hhvm.version().orElse(""))),
                "inputs",
                sorted(Map.of("files", files, "sha256", inputs)),
                "layout",
                layout,
                "options",
                options,
                "repo",
                sorted(Map.of("file", repo, "format", format == RepoFormat.BLOB ? "blob" : "sqlite", "sha256", digest)),
                "version",
                VERSION));
        return Json.of(described) + "\n";
    }

    private static Map<String, Object> sorted(Map<String, Object> described) {
        return new TreeMap<>(described);
    }
}
