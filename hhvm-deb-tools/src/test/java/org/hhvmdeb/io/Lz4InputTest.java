package org.hhvmdeb.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the lz4 program. */
class Lz4InputTest {

    @TempDir
    Path directory;

    private byte[] content;

    /** Runs, repetitions near and far, and noise. */
    @BeforeEach
    void someContent() {
        assumeTrue(hasLz4(), "lz4 is not installed, so there is nothing to compare with");
        Random random = new Random(5);
        content = new byte[3_000_000];
        random.nextBytes(content);
        for (int at = 0; at < content.length - 200_000; at += random.nextInt(3_000)) {
            int length = random.nextInt(2_000);
            int back = Math.min(at, 1 + random.nextInt(random.nextBoolean() ? 8 : 65_535));
            for (int i = at; back > 0 && i < at + length; i++) {
                content[i] = content[i - back];
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "-9 -BD", "-9 -B4 -BD -BX", "--content-size -B5", "--no-frame-crc -BX", "-12 -BD -B4"})
    void whatLz4HasCompressedComesBack(String options) throws Exception {
        assertThat(read(compressed(options))).isEqualTo(content);
    }

    @Test
    void framesOneAfterTheOtherAreOneContent() throws Exception {
        byte[] frame = compressed("-1");
        byte[] two = new byte[2 * frame.length];
        System.arraycopy(frame, 0, two, 0, frame.length);
        System.arraycopy(frame, 0, two, frame.length, frame.length);
        assertThat(read(two)).hasSize(2 * content.length);
    }

    @Test
    void damageIsAnErrorOrOtherBytesAndNothingElse() throws Exception {
        byte[] frame = compressed("-9 -BD -B4");
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = frame.clone();
            damaged[random.nextInt(i < 100 ? 40 : damaged.length)] = (byte) random.nextInt();
            try {
                assertThat(read(damaged).length).isLessThanOrEqualTo(300 * frame.length);
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("Index");
            }
        }
        assertThatThrownBy(() -> read(new byte[10])).hasMessageContaining("not in the LZ4 frame format");
    }

    private byte[] compressed(String options) throws Exception {
        Path file = Files.write(directory.resolve("content"), content);
        new LocalProcesses()
                .run(Command.of("sh", "-c", "lz4 -q -f " + options + " content content.lz4")
                        .in(directory))
                .orFail();
        return Files.readAllBytes(file.resolveSibling("content.lz4"));
    }

    private static byte[] read(byte[] compressed) throws IOException {
        try (InputStream in = new Lz4Input(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static boolean hasLz4() {
        return Files.isExecutable(Path.of("/usr/bin/lz4"));
    }
}
