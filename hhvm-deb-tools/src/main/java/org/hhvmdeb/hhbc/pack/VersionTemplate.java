package org.hhvmdeb.hhbc.pack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.hhvm.HhvmPackage;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * How the version of a cache package is made: {@code {site}+hhvm{hhvm}-{rev}} makes {@code 1.4+hhvm3.18.5+dfsg1-1} of the
 * site 1.4 and the hhvm package 3.18.5+dfsg1-1. So the same site, compiled for a later hhvm, is an upgrade to dpkg:
 * behind {@code hhvm} the order is that of hhvm's own versions, {@code ~} and a later {@code +dfsg2} included.
 *
 * @param text with {@code {site}}, the version of the site; {@code {hhvm}}, the upstream version of the hhvm package; and
 *     {@code {rev}}, its revision, {@code 0} where it has none, which dpkg sorts alike
 */
public record VersionTemplate(String text) {

    /** The version of the site and nothing else. */
    public static final String SITE = "{site}";

    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

    /**
     * Makes the version of a package.
     *
     * @param hhvm a .deb where the template names it
     * @throws InputException when the template leaves out the site or holds other names, when it names the hhvm and that is
     *     no .deb, or when the result is no Debian version
     */
    public DebianVersion apply(DebianVersion site, HhvmSource hhvm) throws HhvmDebException {
        if (!text.contains(SITE)) {
            throw new InputException("the version template \"" + text + "\" leaves out " + SITE
                    + ", so a new version of the site would not be one of the package");
        }
        StringBuilder version = new StringBuilder();
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            names.appendReplacement(version, Matcher.quoteReplacement(value(names.group(1), site, hhvm)));
        }
        names.appendTail(version);
        try {
            return DebianVersion.parse(version.toString());
        } catch (InputException e) {
            throw new InputException("the version template \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private String value(String name, DebianVersion site, HhvmSource hhvm) throws HhvmDebException {
        return switch (name) {
            case "site" -> site.text();
            case "hhvm" -> upstream(version(hhvm));
            case "rev" -> version(hhvm).revision().orElse("0");
            default ->
                throw new InputException("the version template \"" + text + "\" holds {" + name
                        + "}; known are {site}, {hhvm} and {rev}");
        };
    }

    private DebianVersion version(HhvmSource hhvm) throws HhvmDebException {
        if (hhvm instanceof HhvmSource.Deb deb) {
            return HhvmPackage.read(deb.file()).version();
        }
        throw new InputException("the version template \"" + text + "\" names the version of the hhvm package, and "
                + hhvm + " is a program: give the hhvm .deb, or a template without {hhvm} and {rev}");
    }

    /**
     * An epoch cannot stand in the middle of a version. {@code +1+} sorts after every digit that follows a name, so any
     * hhvm with an epoch comes after any without.
     */
    private static String upstream(DebianVersion version) {
        return version.epoch() == 0 ? version.upstream() : "+" + version.epoch() + "+" + version.upstream();
    }
}
