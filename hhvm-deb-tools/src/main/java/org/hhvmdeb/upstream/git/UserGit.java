package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/**
 * The git program on a repository of a user. Its configuration may have come with a copy, and names programs: none of them
 * runs, and nothing is fetched, but for the filters of its attributes (git-lfs among them), without which the files in the
 * work tree would not be those that the user has.
 */
public final class UserGit {

    private static final List<String> SAFE = List.of(
            "git",
            "--no-pager",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "submodule.recurse=false",
            "-c",
            "maintenance.auto=false",
            "-c",
            "gc.auto=0");

    private UserGit() {}

    /** Git with these words, of which the first may be options of git itself. */
    public static Command command(String... words) {
        return command(List.of(words));
    }

    /** Git with these words, of which the first may be options of git itself. */
    public static Command command(List<String> words) {
        // A partial clone fetches what it lacks, from a remote whose URL and programs the configuration names.
        return Command.of(SAFE).and(words).with("GIT_ALLOW_PROTOCOL", "").with("GIT_NO_LAZY_FETCH", "1");
    }

    /**
     * What a git that was asked with {@code -z} lists, however long that is: one character for each byte, as names need not
     * be text.
     */
    public static List<String> list(Command git, ProcessRunner programs) throws IOException, ExternalException {
        try (WorkDirectory scratch = WorkDirectory.create()) {
            Path answer = scratch.path().resolve("answer");
            programs.run(git.writing(answer)).orFail();
            return Arrays.stream(Files.readString(answer, StandardCharsets.ISO_8859_1)
                            .split("\0"))
                    .filter(record -> !record.isEmpty())
                    .toList();
        }
    }
}
