package org.hhvmdeb.deb;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.Maintainer;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.InputException;

/** What a request must say so that dpkg, apt and the archive tools take the package. */
final class ControlRules {

    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern SECTION = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)?");
    /** Policy 2.5, and the one it gave up in 2017, which reprepro and apt still know. */
    private static final Pattern PRIORITY = Pattern.compile("required|important|standard|optional|extra");

    private ControlRules() {}

    static void check(DebRequest request, DebPlan plan) throws InputException {
        checkFields(request.control());
        checkFiles(request);
        for (RelativePath conffile : request.conffiles()) {
            if (!plan.hasFile(conffile)) {
                throw new InputException(
                        "/" + conffile + " is to be a conffile, but the package holds no such file; add it");
            }
        }
        if (request.timestamp().getEpochSecond() <= 0) {
            throw new InputException(
                    "the time " + request.timestamp() + " cannot be that of a package; give the date of its changelog");
        }
    }

    private static void checkFields(Paragraph control) throws InputException {
        PackageName.parse(control.require("Package"));
        DebianVersion.parse(control.require("Version"));
        require(control, "Architecture", matching(ARCHITECTURE), "one architecture, such as amd64 or all");
        require(control, "Maintainer", Maintainer::isWellFormed, "Name <address@example.org>");
        require(control, "Section", matching(SECTION), "one word, such as web");
        require(control, "Priority", matching(PRIORITY), "optional, for most packages");
        if (control.require("Description").startsWith("\n")) {
            throw new InputException(
                    control.where("Description"), "the field Description has an empty first line; add the synopsis");
        }
        if (control.get("Installed-Size").isPresent()) {
            throw new InputException(
                    control.where("Installed-Size"), "the field Installed-Size is computed; remove it");
        }
    }

    private static Predicate<String> matching(Pattern shape) {
        return value -> shape.matcher(value).matches();
    }

    private static void require(Paragraph control, String field, Predicate<String> fits, String expected)
            throws InputException {
        String value = control.require(field);
        if (!fits.test(value)) {
            throw new InputException(
                    control.where(field), "the field " + field + " is \"" + value + "\"; expected " + expected);
        }
    }

    private static void checkFiles(DebRequest request) throws InputException {
        Set<String> names = new HashSet<>();
        for (ControlFile file : request.controlFiles()) {
            if (!ControlFile.isKnown(file.name())) {
                throw new InputException("\"" + file.name() + "\" is no control file a caller may write");
            }
            if (!names.add(file.name())) {
                throw new InputException("the control file " + file.name() + " is given twice");
            }
            if (file.text().indexOf('\r') >= 0
                    || file.text().indexOf('\0') >= 0
                    || !file.text().endsWith("\n")) {
                throw new InputException("the control file " + file.name()
                        + " must be text with Unix line ends, the last line ended too");
            }
            if (ControlFile.isScript(file.name()) && !file.text().startsWith("#!")) {
                throw new InputException("the maintainer script " + file.name()
                        + " must start with the program that runs it, as in #!/bin/sh");
            }
        }
    }
}
