package org.hhvmdeb.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.process.Command;

/** Packages as dpkg-deb itself writes them. */
public record DebFixture(Path directory) {

    public Path hhvm(FakeHhvm hhvm, String provides) throws Exception {
        Path program = hhvm.writeTo(directory.resolve("fixture/hhvm"));
        return build(
                "hhvm",
                "3.18.5",
                "amd64",
                provides.isEmpty() ? "" : "Provides: " + provides + "\n",
                Map.of("usr/bin/hhvm", program));
    }

    public Path cache(Path repo, String depends) throws Exception {
        return deb("site-hhbc", "Depends: " + depends + "\n", "usr/share/site-hhbc/" + repo.getFileName(), repo);
    }

    public Path deb(String name, String fields, String path, Path content) throws Exception {
        return build(name, "1", "all", fields, path.isEmpty() ? Map.of() : Map.of(path, content));
    }

    public Path build(String name, String version, String architecture, String fields, Map<String, Path> files)
            throws Exception {
        Path root = Files.createTempDirectory(directory, "deb");
        Files.createDirectories(root.resolve("DEBIAN"));
        Files.writeString(
                root.resolve("DEBIAN/control"),
                "Package: " + name + "\nVersion: " + version + "\nArchitecture: " + architecture
                        + "\nMaintainer: A <a@example.org>\n" + fields + "Description: a fixture\n");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path target = root.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.copy(file.getValue(), target);
        }
        Path deb = directory.resolve(name + "_" + version + "_" + architecture + ".deb");
        Programs.untethered()
                .run(Command.of(List.of("dpkg-deb", "--root-owner-group", "--build", root.toString(), deb.toString())))
                .orFail();
        return deb;
    }
}
