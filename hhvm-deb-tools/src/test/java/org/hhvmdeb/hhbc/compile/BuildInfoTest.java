package org.hhvmdeb.hhbc.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmIdentity;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.io.Sha256;
import org.junit.jupiter.api.Test;

class BuildInfoTest {

    @Test
    void theKeysAreSortedAndTheSpacesFixed() {
        RepoSchema schema = new RepoSchema("b7d1f3");
        BuildInfo info = new BuildInfo(
                RepoFormat.SQLITE,
                new HhvmIdentity(Optional.of("3.18.5"), Optional.empty(), List.of(new SchemaReading("hhvm", schema))),
                RepoMode.LOCAL,
                List.of("-vA=\"b\""),
                2,
                new Sha256("0".repeat(64)),
                "site.b7d1f3.hhbc",
                new Sha256("f".repeat(64)));
        assertThat(info.toJson()).isEqualTo("""
                {
                  "hhvm": {
                    "compilerId": "",
                    "schema": "b7d1f3",
                    "version": "3.18.5"
                  },
                  "inputs": {
                    "files": 2,
                    "sha256": "%s"
                  },
                  "layout": "local",
                  "options": [
                    "-vA=\\"b\\""
                  ],
                  "repo": {
                    "file": "site.b7d1f3.hhbc",
                    "format": "sqlite",
                    "sha256": "%s"
                  },
                  "version": 1
                }
                """.formatted("0".repeat(64), "f".repeat(64)));
    }
}
