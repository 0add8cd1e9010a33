package org.hhvmdeb.upstream;

import java.util.List;
import org.hhvmdeb.process.Command;

/**
 * The git program on a repository of a user. Its configuration may have come with a copy, and names programs: none of them
 * runs, and nothing is fetched, but for the filters of its attributes (git-lfs among them), without which the files in the
 * work tree would not be those that the user has.
 */
final class UserGit {

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
    static Command command(String... words) {
        return command(List.of(words));
    }

    /** Git with these words, of which the first may be options of git itself. */
    static Command command(List<String> words) {
        // A partial clone fetches what it lacks, from a remote whose URL and programs the configuration names.
        return Command.of(SAFE).and(words).with("GIT_ALLOW_PROTOCOL", "").with("GIT_NO_LAZY_FETCH", "1");
    }
}
