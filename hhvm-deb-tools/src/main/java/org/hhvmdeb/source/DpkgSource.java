package org.hhvmdeb.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.process.SearchPath;

/** Runs dpkg-source and tells what it means when it fails. */
final class DpkgSource {

    private static final String PROGRAM = "dpkg-source";
    private static final Pattern PATCH = Pattern.compile("debian/patches/(?!series(?:\\s|$))([^'\\s]+)");
    private static final Pattern FILE = Pattern.compile("patching file (.+)");
    private static final String ERROR = PROGRAM + ": error: ";
    private static final String WARNING = PROGRAM + ": warning: ";
    /** How a line ends or begins that tells of something that is not the packaging's fault. */
    private static final Pattern OUTSIDE = Pattern.compile(
            ".*: (?:No space left on device|Permission denied|Input/output error|Cannot allocate memory)"
                    + "(?: at \\S+ line \\d+\\.?)?"
                    + "|" + ERROR + "(?:unable to execute .*|.* subprocess was killed by signal \\d+.*)"
                    + "|Can't locate \\S+ in @INC.*");
    /** What repeats lines of the packaging: a changelog's, and a patch's that patch finds no file for. */
    private static final Pattern QUOTED = Pattern.compile("LINE: .*|\\|.*|" + WARNING + ".*");

    private final ProcessRunner programs;
    private final SearchPath path;

    DpkgSource(ProcessRunner programs, SearchPath path) {
        this.programs = programs;
        this.path = path;
    }

    /**
     * Reads changelog, control file, format and options as for a build, without a look at the rest of the tree.
     *
     * @param tree with nothing but {@code debian/} in it
     * @param debian where that comes from, for messages
     * @return what it prints, which is the source format if nothing in the options is against it
     */
    String format(Path tree, Path debian) throws HhvmDebException {
        Command command = Command.of(program(), "--print-format", absolute(tree));
        return run("reading " + debian, command, tree, debian).output().strip();
    }

    /**
     * Packs a source tree.
     *
     * @param debian where its {@code debian/} comes from, for messages
     * @param directory where the orig tarball is and the results go
     * @return what dpkg-source warns about
     */
    List<String> build(Path tree, Path debian, Path directory, Instant date) throws HhvmDebException {
        Command command = Command.of(program(), "--compression=xz", "--compression-level=6", "--build", absolute(tree))
                .in(directory)
                .with("SOURCE_DATE_EPOCH", Long.toString(date.getEpochSecond()));
        return after(WARNING, run("building the source package", command, tree, debian));
    }

    /** Unpacks a source package into a directory that does not exist yet. */
    void extract(Path dsc, Path tree, Path debian) throws HhvmDebException {
        Command command = Command.of(program(), "--no-check", "--no-copy", "--extract", absolute(dsc), absolute(tree));
        run("unpacking " + dsc.getFileName() + " again", command, tree, debian);
    }

    private String program() throws ExternalException {
        return path.require(PROGRAM, "dpkg-dev").toString();
    }

    private Completed run(String doing, Command command, Path tree, Path debian) throws HhvmDebException {
        Completed completed = programs.run(command);
        List<String> said = completed.lastLines().stream()
                .map(l -> l.replace(absolute(tree) + "/debian", debian.toString()))
                .toList();
        Completed told = new Completed(completed.command(), completed.exitCode(), completed.output(), said);
        if (!told.succeeded()) {
            throw meaning(doing, told);
        }
        return told;
    }

    private static HhvmDebException meaning(String doing, Completed completed) {
        String errors = String.join("\n", after(ERROR, completed));
        String said = String.join("\n", completed.lastLines());
        Matcher patch = PATCH.matcher(errors);
        boolean outside = completed.wasKilled()
                || completed.lastLines().stream()
                        .filter(l -> !QUOTED.matcher(l).matches())
                        .anyMatch(l -> OUTSIDE.matcher(l).matches());
        if (outside || said.isEmpty()) {
            return new ExternalException(doing + " failed: " + completed.describe());
        }
        // Perl's own last words, as of a pattern in the options, have no prefix.
        return patch.find()
                ? patchFailed(patch.group(1), completed)
                : new InputException(doing + " failed, as dpkg-source does not accept the packaging:\n"
                        + (errors.isEmpty() ? said : errors));
    }

    private static FindingsException patchFailed(String patch, Completed completed) {
        String file = completed
                .output()
                .lines()
                .map(FILE::matcher)
                .filter(Matcher::matches)
                .map(m -> " to " + m.group(1))
                .reduce("", (earlier, later) -> later);
        Finding finding = Finding.of(
                Location.of("debian/patches/" + patch),
                PatchRule.PATCH_DOES_NOT_APPLY,
                "dpkg-source cannot apply the patch" + file
                        + "; check-patches shows the lines that differ. dpkg-source said:\n  "
                        + String.join("\n  ", completed.lastLines()));
        return new FindingsException("the source package cannot be built", List.of(finding));
    }

    private static List<String> after(String prefix, Completed completed) {
        return completed.lastLines().stream()
                .filter(l -> l.startsWith(prefix))
                .map(l -> l.substring(prefix.length()))
                .toList();
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }
}
