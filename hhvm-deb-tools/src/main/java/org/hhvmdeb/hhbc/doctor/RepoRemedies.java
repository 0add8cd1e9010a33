package org.hhvmdeb.hhbc.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.OpenFiles;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/** How a repository is made smaller or got out of the way. Neither is for a file that a program has open. */
record RepoRemedies(HostContext context) {

    /** Moves it to a name that is free. */
    Remedy aside(FileStatus file, String ending) throws HhvmDebException {
        if (AccessRemedies.isShipped(file.path())) {
            return Remedy.words("it belongs to a package; install that again (apt-get install --reinstall)");
        }
        OwnFiles own = new OwnFiles(context);
        if (!own.isRepository(file) && !own.isDamagedRepository(file)) {
            return AccessRemedies.unproven(
                    file, "move it away if you know that nobody needs it there, or name another file for HHVM");
        }
        String named = context.named(file.path());
        String free = file.path() + ending;
        for (int i = 1; context.root().walk(free).end().isPresent(); i++) {
            free = file.path() + ending + "." + i;
        }
        String move = "test ! -e " + Remedy.line(named) + " || " + Remedy.line("mv", "-nT", named, context.named(free));
        return onFixedWay(file, Remedy.commands(List.of("{ " + move + "; }")));
    }

    /** Removes an empty file, if it still is. */
    Remedy removeEmpty(FileStatus file) throws HhvmDebException {
        String named = context.named(file.path());
        if (AccessRemedies.isShipped(file.path())) {
            return aside(file, "");
        }
        return !new OwnFiles(context).isRepositoryOrNew(file)
                ? AccessRemedies.unproven(file, "name another file for HHVM")
                : onFixedWay(
                        file,
                        Remedy.commands(List.of(
                                "{ test -s " + Remedy.line(named) + " || " + Remedy.line("rm", "-f", named) + "; }")));
    }

    /**
     * Takes out of it what no hhvm here needs; all of it goes where that is everything.
     *
     * @param repo what is in it; empty when that could not be read, or is damaged
     * @param enough whether it helps when so many bytes are left
     * @param otherwise the words where it does not
     */
    Remedy prune(FileStatus file, Optional<RepoInspection> repo, LongPredicate enough, String otherwise)
            throws HhvmDebException {
        List<SchemaContent> schemas = repo.map(RepoInspection::schemas).orElse(List.of());
        if (!context.living().complete() || context.authoritative() || schemas.isEmpty()) {
            return Remedy.words(otherwise);
        }
        if (!new OwnFiles(context).isRepository(file)) {
            return AccessRemedies.unproven(file, otherwise);
        }
        List<String> needed = new ArrayList<>();
        long dead = 0;
        for (SchemaContent each : schemas) {
            if (context.living().schemas().contains(each.schema())) {
                needed.add(each.schema().id());
            } else {
                dead += each.bytes();
            }
        }
        long free = repo.orElseThrow().freeBytes();
        long left = needed.isEmpty() ? 0 : file.size() - free - dead;
        if (left == file.size() || !enough.test(left)) {
            return Remedy.words(otherwise);
        }
        return needed.isEmpty()
                ? onFixedWay(file, Remedy.command("rm", "-f", context.named(file.path())))
                : asUserElsewhere(file, "hhvm-deb", words(needed, dead > 0, context.named(file.path())));
    }

    /** A copy leaves out what is free, but there is none where nothing goes. */
    private static String[] words(List<String> needed, boolean copy, String named) {
        List<String> words = new ArrayList<>(List.of("cache", "prune", "--apply"));
        if (!copy) {
            words.addAll(List.of("--in-place", "--vacuum"));
        }
        needed.forEach(s -> words.addAll(List.of("--live", s)));
        words.add(named);
        return words.toArray(String[]::new);
    }

    /** Removes a file beside a repository. */
    Remedy remove(FileStatus file) throws ExternalException {
        return onFixedWay(file, Remedy.command("rm", "-f", context.named(file.path())));
    }

    /** Has SQLite do what is due: as the user where the journal can be another one by then, as it can have SQLite remove any file. */
    Remedy recover(FileStatus file) throws ExternalException {
        return asUserElsewhere(file, "sqlite3", context.named(file.path()), "PRAGMA schema_version");
    }

    /** For commands that write to the file's directory or follow links: as root only where nobody else can change the way. */
    private Remedy asUserElsewhere(FileStatus file, String program, String... words) throws ExternalException {
        PathTrust ways = new PathTrust(context);
        if (ways.isFixed(file.path())) {
            return atRest(file, Remedy.command(program, words));
        }
        Optional<String> command = ways.isUsersToReplace(file) ? ways.asUser(program, words) : Optional.empty();
        return command.isPresent()
                ? atRest(file, Remedy.commands(List.of(command.get())))
                : Remedy.words("users other than root can change the way to " + file.path()
                        + " (namei -l " + Remedy.line(context.named(file.path()))
                        + "), and HHVM's user cannot do it with the present owners: let directory and file belong to"
                        + " HHVM's user, with his group ("
                        + context.user().uid() + ":"
                        + context.user().gid() + "), and run hhvm-deb doctor again");
    }

    /** For commands that follow no link at the end of the way. */
    private Remedy onFixedWay(FileStatus file, Remedy remedy) throws ExternalException {
        PathTrust ways = new PathTrust(context);
        return ways.isFixedToDirectory(file.path()) ? atRest(file, remedy) : ways.astray(file.path(), remedy);
    }

    /** The command, or the advice to stop first what has the file open. */
    Remedy atRest(FileStatus file, Remedy remedy) throws ExternalException {
        return atRest(users(file), remedy);
    }

    static Remedy atRest(OpenFiles.Users users, Remedy remedy) {
        if (!remedy.isCommand() || (users.users().isEmpty() && !users.hidden())) {
            return remedy;
        }
        String first = users.users().isEmpty()
                ? "make sure that no program has it open, which only root can see"
                : "stop " + String.join(", ", users.users()) + " first, which has it open";
        return Remedy.words(first + "; then: " + String.join(" && ", remedy.commands()));
    }

    /** Who has it open. */
    OpenFiles.Users users(FileStatus file) throws ExternalException {
        try {
            return OpenFiles.of(context.here(file.path()));
        } catch (IOException e) {
            throw ExternalException.reading(context.here(file.path()), e);
        }
    }
}
