package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.rebase.ChangeAuthor;
import org.hhvmdeb.patch.rebase.ContinueRebase;
import org.hhvmdeb.patch.rebase.ContinueRebaseRequest;
import org.hhvmdeb.patch.rebase.RebasePatches;
import org.hhvmdeb.patch.rebase.RebasePatchesRequest;
import org.hhvmdeb.patch.rebase.RebasedPatches;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/** An upstream repository with tags, made by git, and a packaging for one of them. */
public final class RebaseFixture {

    public static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");

    private final Path upstream;
    private final Path packaging;
    private final List<String> series = new ArrayList<>();

    public RebaseFixture(Path root) throws IOException, ExternalException {
        this.upstream = Files.createDirectories(root.resolve("upstream"));
        this.packaging = Files.createDirectories(root.resolve("packaging"));
        Files.createDirectories(packaging.resolve("debian/patches"));
        Files.writeString(packaging.resolve("debian/changelog"), """
                hhvm (1:3.12.7+dfsg2-3) jessie-wikimedia; urgency=medium

                  * Earlier.

                 -- Caf\u00e9 <cafe@example.org>  Sat, 03 Oct 2020 00:00:00 +0000
                """);
        git("init", "-q", "-b", "master");
    }

    public Path packaging() {
        return packaging;
    }

    public Path work() {
        return packaging.resolve(",,hhvm-deb-rebase");
    }

    public RebaseFixture file(String path, String content) throws IOException {
        Path file = upstream.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        return this;
    }

    public RebaseFixture remove(String path) throws IOException {
        Files.delete(upstream.resolve(path));
        return this;
    }

    /** Commits upstream's files, and gives the commit's id. */
    public String commit(String message) throws ExternalException {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return git("rev-parse", "HEAD");
    }

    public RebaseFixture tag(String tag) throws ExternalException {
        git("tag", tag);
        return this;
    }

    public String git(String... arguments) throws ExternalException {
        return run(Command.of("git", arguments));
    }

    /** Runs a script in upstream's directory. */
    public void sh(String script) throws ExternalException {
        run(Command.of("sh", "-ec", script));
    }

    /** As a user whom this machine knows nothing of. */
    private String run(Command command) throws ExternalException {
        return Programs.untethered()
                .run(command.in(upstream)
                        .with("HOME", upstream.toString())
                        .with("GIT_CONFIG_NOSYSTEM", "1")
                        .with("GIT_AUTHOR_NAME", "Up Stream")
                        .with("GIT_AUTHOR_EMAIL", "up@example.org")
                        .with("GIT_COMMITTER_NAME", "Up Stream")
                        .with("GIT_COMMITTER_EMAIL", "up@example.org"))
                .orFail()
                .output()
                .strip();
    }

    /** Adds a patch at the end of the series. */
    public RebaseFixture patch(String name, String content) throws IOException {
        Files.writeString(packaging.resolve("debian/patches").resolve(name), content, StandardCharsets.ISO_8859_1);
        series.add(name);
        return series(String.join("\n", series) + "\n");
    }

    public RebaseFixture series(String content) throws IOException {
        Files.writeString(packaging.resolve("debian/patches/series"), content);
        return this;
    }

    public RebasePatchesRequest request(String onto, boolean drop, boolean dryRun) {
        return new RebasePatchesRequest(
                packaging,
                UpstreamSource.of(upstream.toString()),
                new UpstreamTag(onto),
                Optional.empty(),
                drop,
                dryRun,
                author());
    }

    public static ChangeAuthor author() {
        return new ChangeAuthor(Optional.of("Re Base <re@example.org>"), NOW);
    }

    public RebasedPatches rebase(String onto) throws HhvmDebException {
        return new RebasePatches().run(request(onto, false, false), Progress.silent());
    }

    public RebasedPatches goOn() throws HhvmDebException {
        return new ContinueRebase().run(ContinueRebaseRequest.of(packaging, author()), Progress.silent());
    }

    public String read(String path) throws IOException {
        return Files.readString(packaging.resolve("debian").resolve(path), StandardCharsets.ISO_8859_1);
    }

    /** Every file of the packaging with its content. */
    public Map<String, String> snapshot() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (RelativePath file : FileTree.list(packaging)) {
            if (Files.isRegularFile(file.under(packaging))) {
                files.put(file.text(), Files.readString(file.under(packaging), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** Has dpkg-source apply the series to a tag. */
    public Path unpacked(Path at, String tag) throws IOException, HhvmDebException {
        Path source = Files.createDirectories(at.resolve("source"));
        git("--work-tree=" + source, "checkout", "-q", "-f", tag, "--", ".");
        git("reset", "-q", "--hard");
        FileTree.copy(packaging.resolve("debian"), source.resolve("debian"));
        Files.deleteIfExists(source.resolve("debian/changelog"));
        SourcePackageFixture fixture = new SourcePackageFixture(at);
        fixture.pack(source);
        Path result = at.resolve("result");
        fixture.unpack(result).orFail();
        return result;
    }
}
