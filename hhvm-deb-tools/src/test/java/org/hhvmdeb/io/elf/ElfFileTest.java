package org.hhvmdeb.io.elf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElfFileTest {

    private static final byte[] SCHEMA = "b7d1f3f1d1f8a5c0e4b3\0".getBytes(US_ASCII);

    @TempDir
    Path directory;

    private Path program;

    @BeforeEach
    void compileAProgram() throws IOException, ExternalException {
        Path source = Files.writeString(directory.resolve("p.c"), """
                __attribute__((section("compiler_id"), used)) static const char id[] = "HHVM-3.18.5";
                static char nothing[4096] __attribute__((section(".bss.nothing"), used));
                int main(void) { return 0; }
                """);
        Path schema = Files.write(directory.resolve("schema"), SCHEMA);
        program = directory.resolve("p");
        run("gcc", "-ffunction-sections", "-o", program.toString(), source.toString());
        run("objcopy", "--add-section", "repo_schema_id=" + schema, program.toString());
    }

    @Test
    void aSectionIsReadAsObjcopyDumpsIt() throws Exception {
        ElfFile elf = ElfFile.open(program);
        for (String name : new String[] {"repo_schema_id", "compiler_id", ".text", ".comment"}) {
            Path dump = directory.resolve("dump");
            run("objcopy", "--dump-section", name + "=" + dump, program.toString(), "/dev/null");
            assertThat(elf.section(name)).as(name).hasValue(Files.readAllBytes(dump));
        }
        assertThat(elf.section("repo_schema_id")).hasValue(SCHEMA);
        assertThat(run("readelf", "-p", "compiler_id", program.toString())).contains("HHVM-3.18.5");
        assertThat(elf.section("compiler_id")).hasValue("HHVM-3.18.5\0".getBytes(US_ASCII));
    }

    @Test
    void aMissingSectionIsEmptyAndOneWithoutContentHasNone() throws Exception {
        ElfFile elf = ElfFile.open(program);
        assertThat(elf.section("repo_schema")).isEmpty();
        assertThat(elf.section(".bss")).hasValue(new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"elf32-i386", "elf32-little", "elf32-big", "elf64-little", "elf64-big"})
    void otherWordSizesAndByteOrdersAreRead(String format) throws Exception {
        Path object = directory.resolve("other.o");
        run("objcopy", "-I", "binary", "-O", format, directory.resolve("schema").toString(), object.toString());
        run("objcopy", "--rename-section", ".data=repo_schema_id", "-I", format, object.toString());
        assertThat(ElfFile.open(object).section("repo_schema_id")).hasValue(SCHEMA);
    }

    @Test
    void moreSectionsThanSixteenBitsCountAreRead() throws Exception {
        StringBuilder assembly = new StringBuilder();
        for (int n = 0; n < 66_000; n++) {
            assembly.append(".section s").append(n).append(",\"a\"\n");
        }
        assembly.append(".section repo_schema_id,\"a\"\n.asciz \"b7d1f3f1d1f8a5c0e4b3\"\n");
        Path object = directory.resolve("many.o");
        Path source = Files.writeString(directory.resolve("many.s"), assembly);
        run("as", "-o", object.toString(), source.toString());
        assertThat(ElfFile.open(object).section("repo_schema_id")).hasValue(SCHEMA);
    }

    @Test
    void aFileThatIsNoElfFileIsNamed() throws IOException {
        Path script = Files.writeString(directory.resolve("hhvm"), "#!/bin/sh\nexec /opt/hhvm/bin/hhvm \"$@\"\n");
        assertThatThrownBy(() -> ElfFile.open(script))
                .isInstanceOf(InputException.class)
                .hasMessage(script + " cannot be read as an ELF file: it is not an ELF file");
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> ElfFile.open(empty)).isInstanceOf(InputException.class);
    }

    @Test
    void aTableOutsideTheFileIsRefusedWithTheReason() throws IOException {
        byte[] bytes = Files.readAllBytes(program);
        Path cut = Files.write(directory.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length - 100));
        assertThatThrownBy(() -> ElfFile.open(cut))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(cut + " cannot be read as an ELF file: the section table would lie outside");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(40, Long.MAX_VALUE);
        Path far = Files.write(directory.resolve("far"), bytes);
        assertThatThrownBy(() -> ElfFile.open(far)).isInstanceOf(InputException.class);
    }

    @Test
    void twoSectionsOfTheNameAskedForAreRefused() throws Exception {
        Path source = Files.writeString(directory.resolve("twice.s"), """
                .section repo_schema_id,"a",@progbits,unique,1
                .asciz "one"
                .section repo_schema_id,"a",@progbits,unique,2
                .asciz "two"
                """);
        Path object = directory.resolve("twice.o");
        run("as", "-o", object.toString(), source.toString());
        assertThatThrownBy(() -> ElfFile.open(object).section("repo_schema_id"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 sections named repo_schema_id");
    }

    @Test
    void damagedFilesAreReadOrRefusedButNeverCrash() throws IOException {
        byte[] whole = Files.readAllBytes(program);
        int table = Math.toIntExact(
                ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(40));
        Random random = new Random(42);
        Path damaged = directory.resolve("damaged");
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = whole.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextBoolean() ? random.nextInt(64) : table + random.nextInt(whole.length - table);
                bytes[at] = (byte) random.nextInt();
            }
            Files.write(damaged, bytes);
            refused += isRefused(damaged) ? 1 : 0;
        }
        assertThat(refused).isBetween(100, 2990);
    }

    private static boolean isRefused(Path file) throws IOException {
        try {
            Optional<byte[]> content = ElfFile.open(file).section("repo_schema_id");
            assertThat(content.map(c -> c.length).orElse(0)).isLessThanOrEqualTo((int) Files.size(file));
            return false;
        } catch (InputException e) {
            assertThat(e).hasMessageContaining(file.toString());
            return true;
        }
    }

    private static String run(String... words) throws ExternalException {
        return Programs.untethered()
                .run(Command.of(java.util.List.of(words)))
                .orFail()
                .output();
    }
}
