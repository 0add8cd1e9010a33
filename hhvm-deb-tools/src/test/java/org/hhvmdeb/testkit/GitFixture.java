package org.hhvmdeb.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.notice.ExternalException;

/** Real repositories, made by the git program without anybody's settings. */
public final class GitFixture {

    private final Path root;

    public GitFixture(Path root) {
        this.root = root;
    }

    public Path path(String name) {
        return root.resolve(name);
    }

    public Path init(String name) throws IOException, ExternalException {
        Path repository = Files.createDirectories(path(name));
        git(repository, "init", "-q", "-b", "master");
        return repository;
    }

    public Path write(Path repository, String file, String content) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content);
    }

    public void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public String commit(Path repository, String message) throws ExternalException {
        git(repository, "add", "-A");
        git(repository, "commit", "-q", "--allow-empty", "-m", message);
        return git(repository, "rev-parse", "HEAD");
    }

    /**
     * What {@code git submodule add} leaves in the index, without a clone: that is a script of a hundred programs.
     *
     * @param url a path, as seen from the repository
     */
    public void addSubmodule(Path repository, String url, String path) throws IOException, ExternalException {
        String commit = git(repository.resolve(url), "rev-parse", "HEAD");
        Files.createDirectories(repository.resolve(path));
        Files.writeString(
                repository.resolve(".gitmodules"),
                "[submodule \"" + path + "\"]\n\tpath = " + path + "\n\turl = " + url + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        git(repository, "update-index", "--add", "--cacheinfo", "160000," + commit + "," + path);
    }

    public String git(Path directory, String... arguments) throws ExternalException {
        List<String> words =
                new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always", "-c", "maintenance.auto=false"));
        words.addAll(Arrays.asList(arguments));
        return run(words, directory);
    }

    public String sh(Path directory, String script) throws ExternalException {
        return run(List.of("sh", "-ec", "umask 022; " + script), directory);
    }

    /** Without the tether of the product's programs: git alone starts in a third of the time, and is started thousands of times. */
    private String run(List<String> words, Path directory) throws ExternalException {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", root.toString(),
                        "TZ", "UTC",
                        "LC_ALL", "C.UTF-8",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_AUTHOR_NAME", "Up Stream",
                        "GIT_AUTHOR_EMAIL", "up@example.org",
                        "GIT_AUTHOR_DATE", "2017-03-04T05:06:07Z",
                        "GIT_COMMITTER_NAME", "Up Stream",
                        "GIT_COMMITTER_EMAIL", "up@example.org",
                        "GIT_COMMITTER_DATE", "2017-03-04T05:06:07Z"));
        try {
            Path errors = Files.createTempFile("git", ".err");
            try {
                Process process = builder.redirectError(errors.toFile()).start();
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new ExternalException(words + " failed: " + output + Files.readString(errors));
                }
                return output.strip();
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new ExternalException("cannot run " + words, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExternalException("interrupted while " + words + " was running", e);
        }
    }
}
