package org.hhvmdeb.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.RepoFixture.OTHER;
import static org.hhvmdeb.testkit.RepoFixture.SCHEMA;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;

/**
 * A site that is served in authoritative mode in a root of dpkg's.
 *
 * @param cache its package, which is installed
 * @param nextHhvm of another schema
 * @param nextCache for that hhvm
 */
public record ServedSite(SiteRoot site, Path cache, Path nextHhvm, Path nextCache) {

    public static final String LINK = "etc/hhvm/conf.d/site.ini";
    public static final String NO_MODE = "/usr/lib/site/no-authoritative-mode.ini";
    public static final String PROGRAM = "usr/lib/site/authoritative-mode";

    public static ServedSite in(Path directory) throws Exception {
        SiteRoot site = SiteRoot.in(directory);
        Path hhvm = site.hhvm(SCHEMA);
        Path cache = site.cache(RepoMode.AUTHORITATIVE, SCHEMA, "1", hhvm);
        Path nextHhvm = site.hhvm(OTHER);
        site.dpkg("--install", hhvm.toString()).orFail();
        site.dpkg("--install", cache.toString()).orFail();
        return new ServedSite(site, cache, nextHhvm, site.cache(RepoMode.AUTHORITATIVE, OTHER, "2", nextHhvm));
    }

    public ServedSite copyIn(Path other) throws Exception {
        ServedSite copy = new ServedSite(site.copyIn(other), cache, nextHhvm, nextCache);
        assertThat(copy.link()).contains(mode());
        return copy;
    }

    /** The settings that switch the mode on. */
    public String mode() throws Exception {
        return named(cache, ".ini");
    }

    public String nextMode() throws Exception {
        return named(nextCache, ".ini");
    }

    public Optional<String> link() throws Exception {
        Path link = site.path().resolve(LINK);
        return Files.isSymbolicLink(link)
                ? Optional.of(Files.readSymbolicLink(link).toString())
                : Optional.empty();
    }

    public void start() throws Exception {
        if (Files.exists(site.path().resolve(PROGRAM))) {
            site.run(Command.of(site.path().resolve(PROGRAM).toString())
                            .with("DPKG_ROOT", site.path().toString()))
                    .orFail();
        }
    }

    public Completed script(String name, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(
                List.of(site.path().resolve("var/lib/dpkg/info/site." + name).toString()));
        words.addAll(Arrays.asList(arguments));
        return site.run(Command.of(words)
                .with("DPKG_ROOT", site.path().toString())
                .with("DPKG_ADMINDIR", site.path().resolve("var/lib/dpkg").toString()));
    }

    /** The path of a package's file below /usr/share that ends so. */
    public static String named(Path deb, String end) throws Exception {
        return DebArchive.open(deb).entries().stream()
                .map(e -> "/" + e.name())
                .filter(n -> n.startsWith("/usr/share/site/") && n.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    public List<String> repositories() throws Exception {
        try (Stream<Path> files = Files.list(site.path().resolve("usr/share/site"))) {
            return files.filter(f -> f.toString().endsWith(".hhbc"))
                    .filter(f -> !Files.isSymbolicLink(f))
                    .map(f -> "/" + site.path().relativize(f))
                    .toList();
        }
    }

    public Path repository(Path deb) throws Exception {
        return site.path().resolve(named(deb, ".hhbc").substring(1));
    }

    /** The repository that a server finds which is started now. */
    public Path repositoryServed() throws Exception {
        start();
        String schema = site.run(Command.of(site.path().resolve("usr/bin/hhvm").toString(), "--repo-schema"))
                .orFail()
                .output()
                .strip();
        String settings = link().orElseThrow();
        assertThat(site.path().resolve(settings.substring(1))).isRegularFile();
        return site.path()
                .resolve(settings.substring(1).replace(".ini", "-" + schema + ".hhbc"))
                .toRealPath();
    }

    public void assertNothingIsLeft() throws Exception {
        assertThat(site.run(Command.of("find", site.path().toString(), "-name", "site*", "-not", "-path", "*/dpkg/*"))
                        .output())
                .isEmpty();
        assertThat(site.run(Command.of("dpkg-divert", "--list", "*site*")
                                .with("DPKG_ROOT", site.path().toString())
                                .with(
                                        "DPKG_ADMINDIR",
                                        site.path().resolve("var/lib/dpkg").toString()))
                        .output())
                .isEmpty();
    }
}
