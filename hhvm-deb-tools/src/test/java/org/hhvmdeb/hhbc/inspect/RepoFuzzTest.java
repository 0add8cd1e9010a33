package org.hhvmdeb.hhbc.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hhvmdeb.hhvm.HhvmVersion;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.elf.ElfFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Whatever bytes a repository or a program has, reading it ends with an answer or a refusal. */
class RepoFuzzTest {

    private static final byte[] MAGIC = "HHBC".getBytes(StandardCharsets.US_ASCII);

    @FuzzTest(maxDuration = "10m")
    void repositoriesAreInspectedToTheEnd(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".hhbc");
        try {
            Files.write(file, content);
            RepoInspection repo = new InspectRepo().run(file);
            assertThat(InspectionText.of(repo)).isNotEmpty();
            assertThat(InspectionPage.of(repo)).doesNotContain("<script");
            assertThat(Json.document(InspectionJson.of(repo))).startsWith("{");
            assertThat(repo.schemas()).allMatch(s -> s.bytes() >= 0 && s.units() >= 0);
        } catch (HhvmDebException e) {
            assertThat(e).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    /** Beside the other target, which hardly ever leaves the ways of SQLite. */
    @FuzzTest(maxDuration = "10m")
    void blobsAreReadToTheEnd(byte[] afterMagic) throws IOException {
        Path file = Files.createTempFile("fuzz", ".hhbc");
        try {
            Files.write(file, MAGIC);
            Files.write(file, afterMagic, StandardOpenOption.APPEND);
            RepoInspection repo = new InspectRepo().run(file);
            assertThat(InspectionText.of(repo)).contains("blob");
            assertThat(repo.schemas()).hasSize(1);
            repo.blob()
                    .ifPresent(layout -> assertThat(layout.sections())
                            .allMatch(s -> s.bytes() >= 0 && s.bytes() <= afterMagic.length));
        } catch (HhvmDebException e) {
            assertThat(e).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void programsAreReadToTheEnd(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".elf");
        try {
            Files.write(file, content);
            ElfFile.open(file).section(RepoSchema.ELF_SECTION);
        } catch (InputException e) {
            assertThat(e).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void whatVersionSaysIsRead(byte[] output) {
        HhvmVersion version = HhvmVersion.parse(new String(output, StandardCharsets.UTF_8));
        assertThat(version.schema().orElse("").lines()).hasSizeLessThan(2);
    }
}
