package org.hhvmdeb.hhbc.pack;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hhvmdeb.deb.ControlRules;
import org.hhvmdeb.debian.Maintainer;
import org.hhvmdeb.hhbc.compile.CompileRequest;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.hhvm.HhvmPackage;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * Whether a request is fit to become a package, as far as that can be told before there is a repository: everything but whether
 * the schemas are the same. To compile one takes hours.
 */
public final class PackageRequestCheck {

    private static final Pattern DISTRIBUTION = Pattern.compile("[a-z0-9][a-z0-9.+/_-]*");

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

    static void of(PackageRequest request) throws HhvmDebException {
        List<String> problems = problems(request);
        if (!problems.isEmpty()) {
            throw new InputException(String.join("\n", problems));
        }
    }

    /**
     * All that is wrong, a message each.
     *
     * @throws ExternalException when the hhvm .deb cannot be read
     */
    public static List<String> problems(PackageRequest request) throws HhvmDebException {
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
                        ControlRules.section(request.section()),
                        ControlRules.priority(request.priority()),
                        request.architecture().flatMap(ControlRules::architecture),
                        ControlRules.date(request.timestamp())
                                .map(
                                        wrong -> wrong
                                                + ", as --date or SOURCE_DATE_EPOCH, or with Maven as project.build.outputTimestamp"))
                .flatMap(Optional::stream)
                .forEach(problems::add);
        if (!DISTRIBUTION.matcher(request.distribution()).matches()) {
            problems.add("\"" + request.distribution()
                    + "\" cannot be a distribution: expected lower-case letters, digits and . + / _ -");
        }
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
        problems.addAll(besideItsHhvm(request));
        return problems;
    }

    private static List<String> besideItsHhvm(PackageRequest request) throws HhvmDebException {
        if (request.hhvm() instanceof HhvmSource.Deb deb) {
            try {
                return beside(HhvmPackage.read(deb.file()), request);
            } catch (InputException e) {
                return List.of(String.valueOf(e.getMessage()));
            }
        }
        return request.dependency().version()
                ? List.of(
                        "the dependency style " + request.dependency() + " needs the version of the hhvm package, and "
                                + request.hhvm() + " is a program: give the hhvm .deb, or use the style "
                                + DependencyStyle.SCHEMA)
                : List.of();
    }

    private static List<String> beside(HhvmPackage hhvm, PackageRequest request) {
        List<String> problems = new ArrayList<>();
        if (hhvm.name().equals(request.name())) {
            problems.add("the cache package cannot have the name " + request.name() + ", which is that of "
                    + request.hhvm() + ": dpkg would replace HHVM with it; choose another name, such as "
                    + request.name() + "-cache");
        }
        if (request.architecture().isEmpty()) {
            ControlRules.architecture(hhvm.architecture())
                    .map(wrong -> request.hhvm() + ": " + wrong)
                    .ifPresent(problems::add);
        }
        if (request.dependency().schema() && hhvm.provided().isEmpty()) {
            problems.add(Finding.of(
                            Location.of(String.valueOf(request.hhvm())),
                            RepoRule.HHVM_PROVIDES_NO_SCHEMA,
                            "it provides no hhvm-repo-schema-<id>, and " + request.name()
                                    + " is to depend on one, so it could never be installed. Build the hhvm package with"
                                    + " \"Provides: ${hhvm:Provides}\" in debian/control and \"include"
                                    + " debian/hhvm-repo-schema.mk\" in debian/rules, or, for an hhvm that is already out,"
                                    + " use the dependency style " + DependencyStyle.VERSION)
                    .toString());
        }
        return problems;
    }
}
