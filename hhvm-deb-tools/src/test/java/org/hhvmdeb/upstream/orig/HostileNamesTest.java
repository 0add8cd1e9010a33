package org.hhvmdeb.upstream.orig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hhvmdeb.testkit.HostileHttpServer.ascii;
import static org.hhvmdeb.testkit.HostileHttpServer.head;
import static org.hhvmdeb.testkit.HostileHttpServer.packet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.HostileHttpServer;
import org.hhvmdeb.testkit.HostileHttpServer.Request;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.testkit.RecordingProgress;
import org.hhvmdeb.upstream.fetch.FetchSettings;
import org.hhvmdeb.upstream.git.GitPath;
import org.hhvmdeb.upstream.tags.ListTags;
import org.hhvmdeb.upstream.tree.OpenUpstream;
import org.hhvmdeb.upstream.tree.UpstreamRepository;
import org.hhvmdeb.upstream.tree.UpstreamSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose references and packs have names that are paths to elsewhere, or that no disk takes. */
class HostileNamesTest {

    @TempDir
    Path directory;

    private final RecordingProgress progress = new RecordingProgress();
    private Path hhvm;
    private Path cache;
    private String commit;

    @BeforeEach
    void makeUpstream() throws Exception {
        GitFixture git = new GitFixture(Files.createDirectory(directory.resolve("upstream")));
        cache = directory.resolve("a/b/c/cache");
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "a.c", "int a;\n");
        commit = git.commit(hhvm, "3.18.5");
        git.git(hhvm, "tag", "HHVM-3.18.5");
        git.write(hhvm, "a.c", "int b;\n");
        git.commit(hhvm, "3.18.6");
        git.git(hhvm, "tag", "HHVM-3.18.6");
        git.git(hhvm, "repack", "-a", "-d", "-q");
        git.git(hhvm, "update-server-info");
    }

    @Test
    void whatGitsOwnProtocolListsIsWrittenInTheCacheAlone() throws Exception {
        try (HostileHttpServer server = HostileHttpServer.of(this::smart)) {
            staysInTheCache(server.url("hhvm.git"));
        }
    }

    @Test
    void whatAPlainWebServerListsIsWrittenInTheCacheAlone() throws Exception {
        try (HostileHttpServer server = HostileHttpServer.of(this::dumb)) {
            staysInTheCache(server.url("hhvm.git"));
        }
    }

    /** Such a server is asked for all that it has. */
    @Test
    void whatAServerListsThatGivesOutNoSingleCommitIsWrittenInTheCacheAlone() throws Exception {
        try (HostileHttpServer server = HostileHttpServer.of((request, out) -> {
            if (request.body().contains("want ") && request.body().contains("deepen 1")) {
                out.write(head("application/x-git-upload-pack-result"));
                packet(out, "ERR not for you");
            } else {
                smart(request, out);
            }
        })) {
            staysInTheCache(server.url("hhvm.git"));
            assertThat(progress.said()).anyMatch(s -> s.contains("fetching all its branches and tags"));
        }
    }

    private void staysInTheCache(String url) throws Exception {
        ImportRequest request = ImportRequest.builder("HHVM-3.18.5", url, directory.resolve("out"))
                .cache(cache)
                .build();
        assertThat(new ImportUpstream(Programs.untethered())
                        .run(request, progress)
                        .commit())
                .isEqualTo(commit);
        assertThat(new ListTags().run(url, List.of(), FetchSettings.DEFAULT, progress))
                .extracting(t -> t.tag().text())
                .containsExactly("HHVM-3.18.5", "HHVM-3.18.6");
        try (UpstreamRepository open =
                new OpenUpstream().run(new UpstreamSource(url, Map.of(), Set.of(), Optional.of(cache)), progress)) {
            assertThat(open.commitsTouching(
                            List.of(GitPath.of("a.c")),
                            UpstreamTag.parse("HHVM-3.18.5"),
                            UpstreamTag.parse("HHVM-3.18.6")))
                    .hasSize(1);
            assertThat(open.files(UpstreamTag.parse("HHVM-3.18.6"), FilesExcluded.of(List.of())))
                    .isNotNull();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(f -> !f.startsWith(hhvm))
                            .map(f -> directory.relativize(f).toString()))
                    .noneMatch(f -> f.contains("escaped"));
        }
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files.filter(Files::isDirectory)).hasSize(1);
        }
        assertThat(progress.said()).anyMatch(s -> s.startsWith("warning: ") && s.contains("names that git refuses"));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "refs/tags//escaped",
                "refs/tags/./escaped",
                "refs/tags/escaped.lock",
                "refs/tags/escaped/",
                "refs/tags/a\\..\\escaped",
                "refs/tags/a:refs/escaped",
                "refs/tags/escaped*",
                "refs/tags/escaped" + "n".repeat(300),
                "refs/tags" + "/escaped".repeat(600),
                "/escaped",
                "../escaped",
                "refs/heads/../../../escaped",
                "refs/heads/" + "escaped".repeat(50)));
        for (int up = 1; up < 9; up++) {
            names.add("refs/tags/" + "../".repeat(up) + "escaped" + up);
            names.add("refs/tags/HHVM-3.18.5/" + "../".repeat(up) + "escaped" + up);
        }
        names.add("refs/tags/" + "../".repeat(40) + directory.toString().substring(1) + "/escaped");
        return names;
    }

    private void smart(Request request, OutputStream out) throws IOException {
        byte[] answer = HostileHttpServer.uploadPack(request, hhvm);
        if (request.body().contains("command=ls-refs")) {
            out.write(answer, 0, answer.length - 4);
            for (String name : names()) {
                packet(out, commit + " " + name + "\n");
            }
            packet(out, commit + " refs/tags/escaped\u00c3\u00bc\n");
            out.write(ascii("0000"));
        } else {
            out.write(answer);
        }
    }

    private void dumb(Request request, OutputStream out) throws IOException {
        String path = request.path().replaceFirst("[?].*", "").replaceFirst("^/hhvm.git/", ".git/");
        Path file = hhvm.resolve(path);
        if (!Files.isRegularFile(file)) {
            out.write(ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        if (path.equals(".git/objects/info/packs")) {
            answer.writeBytes(ascii("P pack-/../../../../escaped.pack\nP pack-escaped/../../../../escaped.pack\n"));
        }
        answer.writeBytes(Files.readAllBytes(file));
        if (path.equals(".git/info/refs")) {
            names().forEach(name -> answer.writeBytes(ascii(commit + "\t" + name + "\n")));
        }
        out.write(head("text/plain"));
        out.write(answer.toByteArray());
    }
}
