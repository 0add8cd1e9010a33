package org.hhvmdeb.hhbc.pack;

import org.hhvmdeb.hhbc.inspect.RepoMode;

/** The configuration file of a cache package, in HHVM's INI spelling, which it knows completely since 3.3. */
final class CacheSnippet {

    private CacheSnippet() {}

    static String of(CachePlaces places) {
        PackageRequest request = places.request();
        String head = """
                ; Tells HHVM where the package %1$s keeps the bytecode of %2$s.
                ;
                ; HHVM reads the configuration files it is told to, and no others. Name this one
                ; after the server's own:
                ;     hhvm --mode server -c /etc/hhvm/server.ini -c /etc/hhvm/conf.d/%1$s.ini
                ;
                """.formatted(request.name(), request.program());
        return head + (request.layout() == RepoMode.LOCAL ? local() : authoritative(request)) + settings(places);
    }

    private static String local() {
        return """
                ; The file is a read-only local repository. HHVM asks it first, and compiles what is
                ; not in it. %{schema} stands for the repo schema of the HHVM that is running: one
                ; that has another starts cold, and works. Its own central repository
                ; (hhvm.repo.central.path) and the directory of that must be writable, as ever.
                """;
    }

    private static String authoritative(PackageRequest request) {
        return """
                ; HHVM runs what is in the file, and nothing else. %%{schema} stands for the repo
                ; schema of the HHVM that is running: one that has another does not start. So
                ; /etc/hhvm/conf.d/%1$s.ini is a link that leads here only while there is a
                ; repository for the hhvm that is installed, and to a file without settings otherwise;
                ; who sets the link is /usr/lib/%1$s/authoritative-mode. Have it run before each
                ; start of hhvm, as the package's drop-in for systemd does. To keep the mode off, make
                ; it a link to /dev/null, or any file of yours. This file belongs to one version of the
                ; package; what you want to set goes into a file of yours that hhvm reads after it.
                ; Paths in the repository count from hhvm.server.source_root. HHVM's central
                ; repository (hhvm.repo.central.path) and the directory of that must be writable,
                ; as ever.
                hhvm.repo.authoritative = true
                """.formatted(request.name());
    }

    private static String settings(CachePlaces places) {
        return "hhvm.repo.local.mode = r-\nhhvm.repo.local.path = /" + places.repoOf("%{schema}") + "\n";
    }
}
