package org.hhvmdeb.deb;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.Maintainer;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.InputException;

/**
 * What a request must say so that dpkg, apt and the archive tools take the package. {@link WriteDeb} asks for all of it; what is
 * public tells somebody who has no request yet what would be wrong with it, empty where nothing is.
 */
public final class ControlRules {

    /** What a header of tar has room for: eleven octal digits, the year 2242. */
    private static final long LATEST = 8_589_934_591L;

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
        Optional<String> wrong = date(request.timestamp());
        if (wrong.isPresent()) {
            throw new InputException(wrong.get());
        }
    }

    public static Optional<String> date(Instant date) {
        return date.getEpochSecond() > 0 && date.getEpochSecond() <= LATEST
                ? Optional.empty()
                : Optional.of("the time " + date + " cannot be that of a package; give the date of its changelog");
    }

    public static Optional<String> architecture(String value) {
        return word("Architecture", value, ARCHITECTURE, "one architecture, such as amd64 or all");
    }

    public static Optional<String> section(String value) {
        return word("Section", value, SECTION, "one word, such as web");
    }

    public static Optional<String> priority(String value) {
        return word("Priority", value, PRIORITY, "optional, for most packages");
    }

    private static Optional<String> word(String field, String value, Pattern shape, String expected) {
        return shape.matcher(value).matches() ? Optional.empty() : Optional.of(wrong(field, value, expected));
    }

    private static String wrong(String field, String value, String expected) {
        return "the field " + field + " is \"" + value + "\"; expected " + expected;
    }

    private static void checkFields(Paragraph control) throws InputException {
        PackageName.parse(control.require("Package"));
        DebianVersion.parse(control.require("Version"));
        require(control, "Architecture", ControlRules::architecture);
        require(control, "Maintainer", ControlRules::maintainer);
        require(control, "Section", ControlRules::section);
        require(control, "Priority", ControlRules::priority);
        if (control.require("Description").startsWith("\n")) {
            throw new InputException(
                    control.where("Description"), "the field Description has an empty first line; add the synopsis");
        }
        if (control.get("Installed-Size").isPresent()) {
            throw new InputException(
                    control.where("Installed-Size"), "the field Installed-Size is computed; remove it");
        }
    }

    private static Optional<String> maintainer(String value) {
        return Maintainer.isWellFormed(value)
                ? Optional.empty()
                : Optional.of(wrong("Maintainer", value, "Name <address@example.org>"));
    }

    private static void require(Paragraph control, String field, Function<String, Optional<String>> rule)
            throws InputException {
        Optional<String> wrong = rule.apply(control.require(field));
        if (wrong.isPresent()) {
            throw new InputException(control.where(field), wrong.get());
        }
    }

    private static void checkFiles(DebRequest request) throws InputException {
        Set<String> names = new HashSet<>();
        for (ControlFile file : request.controlFiles()) {
            if (!ControlFile.isKnown(file.name())) {
                throw new InputException("\"" + file.name() + "\" is not a control file a caller may write");
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
