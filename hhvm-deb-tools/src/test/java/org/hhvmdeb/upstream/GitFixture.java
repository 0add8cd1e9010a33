package org.hhvmdeb.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.LocalProcesses;

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

    public void addSubmodule(Path repository, String url, String path) throws ExternalException {
        git(repository, "submodule", "--quiet", "add", url, path);
    }

    public String git(Path directory, String... arguments) throws ExternalException {
        String[] all = new String[arguments.length + 2];
        all[0] = "-c";
        all[1] = "protocol.file.allow=always";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return run(Command.of("git", all), directory);
    }

    public String sh(Path directory, String script) throws ExternalException {
        return run(Command.of("sh", "-ec", "umask 022; " + script), directory);
    }

    private String run(Command command, Path directory) throws ExternalException {
        return new LocalProcesses()
                .run(command.in(directory)
                        .with("HOME", root.toString())
                        .with("GIT_CONFIG_NOSYSTEM", "1")
                        .with("GIT_AUTHOR_NAME", "Up Stream")
                        .with("GIT_AUTHOR_EMAIL", "up@example.org")
                        .with("GIT_AUTHOR_DATE", "2017-03-04T05:06:07Z")
                        .with("GIT_COMMITTER_NAME", "Up Stream")
                        .with("GIT_COMMITTER_EMAIL", "up@example.org")
                        .with("GIT_COMMITTER_DATE", "2017-03-04T05:06:07Z"))
                .orFail()
                .output()
                .strip();
    }
}
