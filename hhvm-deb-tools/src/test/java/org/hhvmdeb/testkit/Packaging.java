package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.source.BuildSourceRequest;

/**
 * A packaging project for tests: an upstream of one C program that carries a repo schema as hhvm does, and a debian/.
 *
 * @param directory holds upstream/, debian/ and what is made of them
 */
public record Packaging(Path directory) {

    /** The schema of the program. */
    public static final String SCHEMA = "0123456789abcdef0123456789abcdef01234567";

    private static final String PROGRAM = """
            #include <stdio.h>
            #include <string.h>
            __attribute__((section("%s,\\"\\",@progbits#"), used))
            static const char id[] = {%s};
            int main(int argc, char **argv) {
                if (argc > 1 && strcmp(argv[1], "--repo-schema") == 0) puts("%s");
                return 0;
            }
            """;

    public static Packaging in(Path directory) throws IOException {
        Packaging packaging = new Packaging(directory);
        packaging.upstream("hphp/hhvm.c", program("repo_schema_id", SCHEMA));
        packaging.upstream("Makefile", """
                all: hhvm
                hhvm: hphp/hhvm.c
                	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -g -o $@ $<
                install:
                	install -D -m 0700 hhvm $(DESTDIR)/usr/bin/hhvm
                clean:
                	rm -f hhvm
                """);
        packaging.upstream("debian/control", "upstream's own packaging, which does not count\n");
        packaging.debian("source/format", "3.0 (quilt)\n");
        packaging.debian("changelog", changelog("3.18.5+dfsg1-1"));
        packaging.debian("control", """
                Source: hhvm
                Section: php
                Priority: optional
                Maintainer: Ada Builder <ada@example.org>
                Build-Depends: debhelper-compat (= 13)
                Standards-Version: 4.6.2
                Rules-Requires-Root: no

                Package: hhvm
                Architecture: any
                Depends: ${shlibs:Depends}, ${misc:Depends}
                Provides: ${hhvm:Provides}
                Description: small program that stands for HHVM
                 It does nothing.
                """);
        packaging.debian("rules", """
                #!/usr/bin/make -f
                include debian/hhvm-repo-schema.mk
                %:
                	dh $@
                """);
        return packaging;
    }

    /** A C program that answers --repo-schema and has the id in a section, where HHVM does not end it with a NUL. */
    public static String program(String section, String id) {
        String bytes = id.chars().mapToObj(c -> "'" + (char) c + "'").collect(Collectors.joining(","));
        return PROGRAM.formatted(section, bytes, id);
    }

    public static String changelog(String version) {
        return """
                hhvm (%s) jessie-wikimedia; urgency=medium

                  * Something new.

                 -- Ada Builder <ada@example.org>  Mon, 02 Jan 2017 03:04:05 +0100
                """.formatted(version);
    }

    public Path upstream() {
        return directory.resolve("upstream");
    }

    public Path debian() {
        return directory.resolve("debian");
    }

    public Path output() {
        return directory.resolve("target/source");
    }

    public void upstream(String name, String content) throws IOException {
        write(upstream().resolve(name), content);
    }

    public void debian(String name, String content) throws IOException {
        write(debian().resolve(name), content);
    }

    /** Packs upstream/ so that the same content gives the same bytes. */
    public Path orig(String version) throws ExternalException {
        Path orig = directory.resolve("hhvm_" + version + ".orig.tar.xz");
        Programs.untethered()
                .run(Command.of(
                        "tar",
                        "--create",
                        "--xz",
                        "--sort=name",
                        "--owner=0",
                        "--group=0",
                        "--mtime=@0",
                        "--mode=u=rwX,go=rX",
                        "--transform=s,^upstream,hhvm-" + version + ",",
                        "--file=" + orig,
                        "--directory=" + directory,
                        "upstream"))
                .orFail();
        return orig;
    }

    public BuildSourceRequest request() throws ExternalException {
        return BuildSourceRequest.of(orig("3.18.5+dfsg1"), debian(), output());
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        if (file.endsWith("debian/rules")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
