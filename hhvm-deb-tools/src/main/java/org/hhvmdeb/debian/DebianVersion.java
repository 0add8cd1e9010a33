package org.hhvmdeb.debian;

import java.math.BigInteger;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.jspecify.annotations.Nullable;

/**
 * A version as deb-version(7) has it: {@code [epoch:]upstream[-revision]}.
 *
 * <p>What {@code dpkg --validate-version} reports, as an error or as a warning, is refused here. Two things dpkg lets
 * pass are refused too, as Dpkg::Version and Policy 5.6.12 do: white space around the version and a sign before the
 * epoch.
 *
 * <p>Order and equality are dpkg's: {@code 1.01} equals {@code 1.1}, and {@code 1} equals {@code 1-0} and {@code 0:1}.
 * The text stays as it was written.
 *
 * @param text such as {@code 3.18.5+dfsg1-1}
 */
public record DebianVersion(String text) implements Comparable<DebianVersion> {

    private static final BigInteger LARGEST_EPOCH = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final VersionOrder ORDER = new VersionOrder();

    public DebianVersion {
        String fault = fault(text);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
    }

    /**
     * Reads a version.
     *
     * @throws InputException when it is none; the message says what is wrong with it
     */
    public static DebianVersion parse(String text) throws InputException {
        String fault = fault(text);
        if (fault != null) {
            throw new InputException(fault);
        }
        return new DebianVersion(text);
    }

    /** The epoch, 0 where none is written. */
    public int epoch() {
        int colon = text.indexOf(':');
        return colon < 0 ? 0 : Integer.parseInt(text.substring(0, colon));
    }

    /** The upstream version, {@code 3.18.5+dfsg1}. */
    public String upstream() {
        String rest = withoutEpoch();
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? rest : rest.substring(0, dash);
    }

    /** The Debian revision, {@code 1}; a native package has none. */
    public Optional<String> revision() {
        int dash = text.lastIndexOf('-');
        return dash < 0 ? Optional.empty() : Optional.of(text.substring(dash + 1));
    }

    /** The version as file names have it: without its epoch. */
    public String withoutEpoch() {
        return text.substring(text.indexOf(':') + 1);
    }

    @Override
    public int compareTo(DebianVersion other) {
        int byEpoch = Integer.compare(epoch(), other.epoch());
        int byUpstream = byEpoch == 0 ? ORDER.compare(upstream(), other.upstream()) : byEpoch;
        return byUpstream == 0
                ? ORDER.compare(revision().orElse(""), other.revision().orElse(""))
                : byUpstream;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DebianVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * epoch() + VersionOrder.canonical(upstream()).hashCode())
                + VersionOrder.canonical(revision().orElse("")).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static @Nullable String fault(String text) {
        String reason = reason(text);
        return reason == null
                ? null
                : "\"" + Printable.of(text) + "\" is not a Debian version: " + reason
                        + "; expected [epoch:]upstream[-revision] as in 3.18.5+dfsg1-1";
    }

    private static @Nullable String reason(String text) {
        int colon = text.indexOf(':');
        String epoch = colon < 0 ? "0" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        int dash = rest.lastIndexOf('-');
        String upstream = dash < 0 ? rest : rest.substring(0, dash);
        String revision = dash < 0 ? "0" : rest.substring(dash + 1);
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (!epoch.matches("[0-9]+")) {
            return "the epoch before the colon is not a number";
        }
        if (new BigInteger(epoch).compareTo(LARGEST_EPOCH) > 0) {
            return "the epoch is larger than " + LARGEST_EPOCH;
        }
        if (upstream.isEmpty()) {
            return "the upstream version is empty";
        }
        if (!upstream.matches("[0-9].*")) {
            return "the upstream version does not start with a digit";
        }
        if (!upstream.matches("[A-Za-z0-9.+~:-]*")) {
            return "the upstream version may hold letters, digits and . + - ~ only";
        }
        if (revision.isEmpty()) {
            return "nothing follows the last dash";
        }
        return revision.matches("[A-Za-z0-9.+~]*") ? null : "the revision may hold letters, digits and . + ~ only";
    }
}
