package org.hhvmdeb.hhbc.pack;

import java.io.IOException;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;

/**
 * Where a cache package has its files on the host.
 *
 * @param stem what the names of the repository and of its configuration begin with. In authoritative mode a digest is part of it:
 *     a running server opens its repository again for each new thread, and must not find that of another version there
 */
record CachePlaces(PackageRequest request, RepoSchema schema, String stem) {

    private static final int DIGITS = 16;

    static CachePlaces of(PackageRequest request, RepoSchema schema) throws IOException {
        String digest = request.layout() == RepoMode.AUTHORITATIVE
                ? "." + Sha256.of(request.repo()).hex().substring(0, DIGITS)
                : "";
        return new CachePlaces(request, schema, request.program() + digest);
    }

    private boolean authoritative() {
        return request.layout() == RepoMode.AUTHORITATIVE;
    }

    RelativePath repo() {
        return new RelativePath(repoOf(schema.id()));
    }

    /** The path of the repository for an hhvm of some schema, or as HHVM's configuration has it. */
    String repoOf(String id) {
        return directory() + "/" + stem + (authoritative() ? "-" : ".") + id + ".hhbc";
    }

    String directory() {
        return "usr/share/" + request.name();
    }

    /**
     * The configuration. In the local layout it is a conffile where HHVM looks. In authoritative mode it comes and goes with the
     * repository, which it names: it is no conffile, and {@link #enabled} is a link to it. It stands behind the repository, so that
     * dpkg, which deletes files in the reverse order of the package, ends the mode before the repository goes.
     */
    RelativePath settings() {
        return authoritative() ? new RelativePath(directory() + "/" + stem + ".ini") : enabled();
    }

    /** Where HHVM looks. In authoritative mode this is a link to {@link #settings} of some version, or to {@link #noMode}. */
    RelativePath enabled() {
        return new RelativePath("etc/hhvm/conf.d/" + request.name() + ".ini");
    }

    /**
     * What {@link #enabled} leads to while the mode is off. Not {@code /dev/null}: such a link is an administrator's, who wants it off
     * for good.
     */
    RelativePath noMode() {
        return new RelativePath("usr/lib/" + request.name() + "/no-authoritative-mode.ini");
    }

    RelativePath program() {
        return new RelativePath("usr/lib/" + request.name() + "/authoritative-mode");
    }

    /** Where the conffile of a local version waits while an authoritative one is installed. */
    RelativePath setAside() {
        return new RelativePath("etc/hhvm/" + request.name() + ".ini.local");
    }
}
