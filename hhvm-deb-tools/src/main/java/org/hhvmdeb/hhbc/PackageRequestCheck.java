package org.hhvmdeb.hhbc;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.debian.Maintainer;
import org.hhvmdeb.notice.InputException;

/** Whether a request is fit to become a package, as far as that can be told before there is a repository. */
public final class PackageRequestCheck {

    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9.+/_-]*");

    /** systemd.unit(5), without the escapes, and short enough for the name of a file. */
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:_.@-]{0,100}");

    /** Directories in /usr/share that no package has for itself: those of the FHS 3.0, and Debian's. */
    private static final Set<String> SHARED = Set.of(
            "applications",
            "bash-completion",
            "bug",
            "color",
            "dict",
            "doc",
            "doc-base",
            "fonts",
            "games",
            "icons",
            "info",
            "java",
            "lintian",
            "locale",
            "man",
            "mime",
            "misc",
            "nls",
            "pixmaps",
            "ppd",
            "sgml",
            "terminfo",
            "tmac",
            "xml",
            "zoneinfo",
            "zsh");

    private PackageRequestCheck() {}

    static void of(PackageRequest request) throws InputException {
        List<String> problems = problems(request);
        if (!problems.isEmpty()) {
            throw new InputException(String.join("\n", problems));
        }
    }

    /** All that is wrong, a message each. */
    public static List<String> problems(PackageRequest request) {
        List<String> problems = new ArrayList<>();
        try {
            CompileRequest.checkName(request.program());
        } catch (InputException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        if (SHARED.contains(request.name().text())) {
            problems.add("the package cannot have the name " + request.name() + ": its directory would be /usr/share/"
                    + request.name() + ", which packages share; choose another name, such as " + request.name()
                    + "-cache");
        }
        if (!Maintainer.isWellFormed(request.maintainer())) {
            problems.add("\"" + request.maintainer()
                    + "\" cannot be the maintainer: expected a name and an address, as in"
                    + " Site Operators <ops@example.org>");
        }
        Stream.of(
                        request.section(),
                        request.priority(),
                        request.distribution(),
                        request.architecture().orElse("all"))
                .filter(word -> !WORD.matcher(word).matches())
                .map(word -> "\"" + word + "\" cannot be a section, priority, distribution or architecture:"
                        + " expected lower-case letters, digits and . + / _ -")
                .forEach(problems::add);
        Stream.of(request.dropIn(), request.restart())
                .flatMap(Optional::stream)
                .filter(unit -> !UNIT.matcher(unit).matches())
                .map(unit -> "\"" + unit + "\" cannot be the unit that runs HHVM: expected the name of a"
                        + " systemd service, as in hhvm or hhvm@web")
                .forEach(problems::add);
        request.restart()
                .filter(unit -> unit.endsWith("@"))
                .map(unit -> "\"" + unit
                        + "\" cannot be restarted: it is the template of several services; name one of them, as"
                        + " in " + unit + "web")
                .ifPresent(problems::add);
        if (request.description().isBlank()) {
            problems.add("the package needs a description: a synopsis of one line, then what it is good for");
        }
        request.copyright()
                .filter(file -> !Files.isRegularFile(file))
                .map(file -> "there is no file " + file + ", which is to be the copyright of the package")
                .ifPresent(problems::add);
        return problems;
    }
}
