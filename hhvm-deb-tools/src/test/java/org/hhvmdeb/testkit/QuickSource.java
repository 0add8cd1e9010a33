package org.hhvmdeb.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.SearchPath;
import org.hhvmdeb.source.BuildSource;

/** A source package that dpkg-buildpackage builds in a moment, as it has no use for debhelper. */
public final class QuickSource {

    public static final SearchPath PATH = SearchPath.parse("/usr/sbin:/usr/bin:/sbin:/bin");

    private QuickSource() {}

    /**
     * Makes one.
     *
     * @param revision its Debian revision, which is also in the package's content
     * @param build a line of shell that is run at the beginning of the build
     * @return the .dsc
     */
    public static Path make(Path directory, int revision, String build) throws Exception {
        Packaging packaging = Packaging.in(Files.createDirectories(directory));
        String control = Files.readString(packaging.debian().resolve("control"));
        packaging.debian(
                "control",
                control.replaceAll("Build-Depends: .*\n", "")
                        .replace("${hhvm:Provides}", "hhvm-repo-schema-" + Packaging.SCHEMA)
                        .replaceAll("Depends: .*\n", ""));
        packaging.debian("changelog", Packaging.changelog("3.18.5+dfsg1-" + revision));
        packaging.debian("rules", """
                #!/usr/bin/make -f
                clean build-indep binary-indep:
                build build-arch:
                	echo the build begins
                	%s
                	gcc -o hhvm hphp/hhvm.c
                binary binary-arch: build
                	install -D hhvm debian/hhvm/usr/bin/hhvm
                	mkdir debian/hhvm/DEBIAN
                	echo %d >debian/hhvm/usr/revision
                	dpkg-gencontrol -phhvm -Pdebian/hhvm
                	dpkg-deb --root-owner-group -Zgzip --build debian/hhvm ..
                """.formatted(build, revision));
        return new BuildSource(Programs.untethered(), PATH)
                .run(packaging.request(), Progress.silent())
                .dsc();
    }
}
