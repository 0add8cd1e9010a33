package org.hhvmdeb.hhvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.deb.DebEntry;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.testkit.DebSample;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedHhvmTest {

    @TempDir
    Path directory;

    private DebSample sample;
    private Path root;

    @BeforeEach
    void prepare() throws Exception {
        sample = DebSample.in(directory.resolve("contents"));
        root = directory.resolve("root");
    }

    @Test
    void aLinkLeadsToTheProgramInThePackageWhichFindsItsLibraries() throws Exception {
        program("opt/hhvm/4.1.0/bin/hhvm");
        sample.add("opt/hhvm/4.1.0/lib/libfolly.so.1", "");
        link("usr/bin/hhvm", "/etc/alternatives/hhvm");
        link("etc/alternatives/hhvm", "../../opt/hhvm/4.1.0/bin/hhvm");

        UnpackedHhvm hhvm = unpack();
        assertThat(hhvm.programs()).containsExactly(root.resolve("opt/hhvm/4.1.0/bin/hhvm"));
        assertThat(hhvm.environment())
                .containsEntry(
                        "LD_LIBRARY_PATH", root.resolve("opt/hhvm/4.1.0/lib").toString());
    }

    @Test
    void theProgramInUsrBinComesFirst() throws Exception {
        program("opt/hhvm/4.1.0/bin/hhvm");
        program("usr/bin/hhvm");
        assertThat(unpack().programs())
                .containsExactly(root.resolve("usr/bin/hhvm"), root.resolve("opt/hhvm/4.1.0/bin/hhvm"));
    }

    @Test
    void theHostsHhvmIsNotThePackages() throws Exception {
        Path host = Files.createDirectory(directory.resolve("host"));
        Path hhvm = Files.writeString(host.resolve("hhvm"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(hhvm, PosixFilePermissions.fromString("rwxr-xr-x"));
        link("usr/bin", host.toString());
        assertThat(unpack().programs()).isEmpty();
    }

    private UnpackedHhvm unpack() throws Exception {
        Path deb = directory.resolve("hhvm.deb");
        sample.write(deb);
        return UnpackedHhvm.of(deb, root);
    }

    private void program(String path) throws Exception {
        sample.entries.add(DebEntry.file(new RelativePath(path), sample.content("#!/bin/sh\n"), 0755));
    }

    private void link(String path, String target) {
        sample.entries.add(DebEntry.symlink(new RelativePath(path), target));
    }
}
