package org.hhvmdeb.debian;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * A tag of HHVM's repository that stands for a version: {@code HHVM-3.18.5}, {@code HPHP-2.1.0},
 * {@code HHVM-3.23.0-alpha1} or {@code nightly-2017.06.01}. Tags are ordered by the versions they mean, as dpkg orders
 * those; every nightly is therefore after every release.
 *
 * @param text the tag's name, without {@code refs/tags/}
 */
public record UpstreamTag(String text) implements Comparable<UpstreamTag> {

    private static final Pattern SHAPE =
            Pattern.compile("(?:(?:HHVM|HPHP)-([0-9]+(?:\\.[0-9]+){1,9})(?:-((?:alpha|beta|rc)[0-9]*))?"
                    + "|nightly-([0-9]{4}\\.[0-9]{2}\\.[0-9]{2}))");

    /** The counters that uscan's dversionmangle=auto takes off. */
    private static final Pattern REPACK = Pattern.compile("[+~](?:debian|dfsg|ds|deb)\\.?[0-9]*$");

    private static final Pattern LAST_NUMBER = Pattern.compile("[0-9]+$");

    public UpstreamTag {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException(fault(text));
        }
    }

    /**
     * Reads a tag's name.
     *
     * @throws InputException when it stands for no version, as {@code pre-hhvm} or {@code gcc-4.6}
     */
    public static UpstreamTag parse(String text) throws InputException {
        if (!SHAPE.matcher(text).matches()) {
            throw new InputException(fault(text));
        }
        return new UpstreamTag(text);
    }

    /** The version it means, {@code 3.18.5}; before a release {@code 3.23.0~alpha1}; {@code 2017.06.01}. */
    public String upstreamVersion() {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(text);
        }
        if (matcher.group(3) != null) {
            return matcher.group(3);
        }
        return matcher.group(1) + (matcher.group(2) == null ? "" : "~" + matcher.group(2));
    }

    /** The release line it belongs to: the first two numbers of the version, {@code 3.18}, or {@code nightly}. */
    public String line() {
        String version = upstreamVersion();
        int end = version.indexOf('.', version.indexOf('.') + 1);
        String two = (end < 0 ? version : version.substring(0, end)).replaceFirst("~.*", "");
        return text.startsWith("nightly-") ? "nightly" : two;
    }

    /**
     * The version of the tarball from which files were removed, {@code 3.18.5+dfsg1}.
     *
     * @param count how often this version has been repacked, from 1
     */
    public String repacked(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("repack count " + count);
        }
        return upstreamVersion() + "+dfsg" + count;
    }

    /** Whether a package version is one of this tag, whatever its epoch, repack counter and revision. */
    public boolean agreesWith(DebianVersion version) {
        return REPACK.matcher(version.upstream()).replaceFirst("").equals(upstreamVersion());
    }

    /**
     * Checks {@link #agreesWith} for a changelog.
     *
     * @param where the changelog's entry
     * @throws InputException saying what the tag means, what the changelog says and what to change
     */
    public void mustAgreeWith(DebianVersion version, Location where) throws InputException {
        if (!agreesWith(version)) {
            throw new InputException(where, disagreement(version));
        }
    }

    /**
     * The version of the first package made of this tag: the epoch, the kind of repack counter (begun again) and whether
     * there is a revision are those of an earlier version; if that one is of this tag already, its revision goes up.
     */
    public DebianVersion packageAfter(DebianVersion previous) {
        if (agreesWith(previous)) {
            Matcher number = LAST_NUMBER.matcher(previous.text());
            boolean counts = previous.revision().isPresent() && number.find();
            return new DebianVersion(
                    counts
                            ? previous.text().substring(0, number.start())
                                    + new BigInteger(number.group()).add(BigInteger.ONE)
                            : previous.text() + "+1");
        }
        String epoch = previous.epoch() == 0 ? "" : previous.epoch() + ":";
        Matcher repack = REPACK.matcher(previous.upstream());
        String suffix = repack.find() ? repack.group().replaceFirst("[0-9]+$", "1") : "";
        return new DebianVersion(
                epoch + upstreamVersion() + suffix + (previous.revision().isPresent() ? "-1" : ""));
    }

    @Override
    public int compareTo(UpstreamTag other) {
        int byVersion = new DebianVersion(upstreamVersion()).compareTo(new DebianVersion(other.upstreamVersion()));
        return byVersion == 0 ? text.compareTo(other.text) : byVersion;
    }

    @Override
    public String toString() {
        return text;
    }

    private String disagreement(DebianVersion version) {
        String itsVersion = REPACK.matcher(version.upstream()).replaceFirst("");
        String epoch = version.epoch() == 0 ? "" : version.epoch() + ":";
        String wanted = itsVersion.equals(version.upstream()) ? upstreamVersion() : repacked(1);
        return "the tag " + text + " is version " + upstreamVersion() + ", but this entry is for " + version
                + "; add an entry for the tag (dch -v " + epoch + wanted + "-1) or use the tag of version "
                + itsVersion;
    }

    private static String fault(String text) {
        return "\"" + Printable.of(text) + "\" is not a tag of an HHVM version: expected HHVM-3.18.5, HPHP-2.1.0,"
                + " HHVM-3.23.0-alpha1 or nightly-2017.06.01";
    }
}
