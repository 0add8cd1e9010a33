package org.hhvmdeb.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;

/**
 * An hhvm project that builds in a second, as it has no use for dh: {@code upstream/} with a script for a program, and a
 * {@code debian/} that makes the packages hhvm and hhvm-dev of it.
 */
record TinyPackaging(Path directory) {

    static TinyPackaging in(Path directory) throws IOException {
        TinyPackaging packaging = new TinyPackaging(directory);
        packaging.write("upstream/README", "one\ntwo\nthree\n");
        FakeHhvm.program(directory.resolve("upstream/hhvm"), FakeHhvm.SCHEMA);
        packaging.write("debian/source/format", "3.0 (quilt)\n");
        packaging.write("debian/changelog", """
                hhvm (3.18.5+dfsg1-1) unstable; urgency=medium

                  * Something new.

                 -- Ada Builder <ada@example.org>  Mon, 02 Jan 2017 03:04:05 +0100
                """);
        packaging.write("debian/control", """
                Source: hhvm
                Section: php
                Priority: optional
                Maintainer: Ada Builder <ada@example.org>
                Build-Depends: debhelper-compat (= 13)
                Standards-Version: 4.6.2
                Rules-Requires-Root: no

                Package: hhvm
                Architecture: any
                Provides: ${hhvm:Provides}
                Description: script that stands for HHVM
                 It does nothing.

                Package: hhvm-dev
                Architecture: all
                Description: nothing to compile against
                 It is empty.
                """);
        packaging.write("debian/rules", """
                #!/usr/bin/make -f
                clean build build-arch build-indep:
                include debian/hhvm-repo-schema.mk
                hhvm-repo-schema: install
                install:
                	install -D -m 0755 hhvm debian/hhvm/usr/bin/hhvm
                	mkdir -p debian/hhvm/DEBIAN debian/hhvm-dev/DEBIAN
                binary: binary-arch binary-indep
                binary-arch: hhvm-repo-schema
                	dpkg-gencontrol -phhvm -Pdebian/hhvm -Tdebian/hhvm.substvars
                	dpkg-deb --root-owner-group -Zgzip --build debian/hhvm ..
                binary-indep: install
                	dpkg-gencontrol -phhvm-dev -Pdebian/hhvm-dev
                	dpkg-deb --root-owner-group -Zgzip --build debian/hhvm-dev ..
                """);
        Files.setPosixFilePermissions(directory.resolve("debian/rules"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return packaging;
    }

    /** A patch of line two of README; it applies only where that line is what it expects. */
    TinyPackaging patch(String expected) throws IOException {
        write("debian/patches/series", "change-two.patch\n");
        write("debian/patches/change-two.patch", """
                Description: changes line two
                --- a/README
                +++ b/README
                @@ -1,3 +1,3 @@
                 one
                -%s
                +zwei
                 three
                """.formatted(expected));
        return this;
    }

    /** Packs upstream/ into the directory. */
    Path orig(String directoryName) throws IOException, ExternalException {
        Path orig = Files.createDirectories(directory.resolve(directoryName)).resolve("hhvm_3.18.5+dfsg1.orig.tar.xz");
        run("tar --create --xz --sort=name --owner=0 --group=0 --mtime=@0 --mode=u=rwX,go=rX"
                + " --transform=s,^upstream,hhvm-3.18.5, --file=" + orig + " upstream");
        return orig;
    }

    /** Makes upstream/ a git repository with the tag HHVM-3.18.5. */
    Path tagged() throws ExternalException {
        run("cd upstream && git init -q && git add -A && git commit -q -m Import && git tag HHVM-3.18.5");
        return directory.resolve("upstream");
    }

    /** Gives the tag of a repository the submodule third-party, which is this very commit of it before. */
    static void submodule(Path repository, String url) throws ExternalException {
        new LocalProcesses()
                .run(Command.of(
                                "sh",
                                "-ec",
                                "printf '[submodule \"t\"]\\n\\tpath = third-party\\n\\turl = %s\\n' '" + url
                                        + "' >.gitmodules; git add .gitmodules; git update-index --add --cacheinfo"
                                        + " 160000,$(git rev-parse HEAD),third-party; git -c user.name=u -c user.email=u@example.org"
                                        + " commit -qm Submodule; git tag -f HHVM-3.18.5")
                        .in(repository))
                .orFail();
    }

    void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void run(String script) throws ExternalException {
        new LocalProcesses()
                .run(Command.of("sh", "-ec", script)
                        .in(directory)
                        .with("HOME", directory.toString())
                        .with("GIT_AUTHOR_NAME", "Up Stream")
                        .with("GIT_AUTHOR_EMAIL", "up@example.org")
                        .with("GIT_AUTHOR_DATE", "2017-03-04T05:06:07Z")
                        .with("GIT_COMMITTER_NAME", "Up Stream")
                        .with("GIT_COMMITTER_EMAIL", "up@example.org")
                        .with("GIT_COMMITTER_DATE", "2017-03-04T05:06:07Z"))
                .orFail();
    }
}
