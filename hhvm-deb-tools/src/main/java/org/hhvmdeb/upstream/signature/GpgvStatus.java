package org.hhvmdeb.upstream.signature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.upstream.signature.TagSignature.State;

/** Reads what gpgv says on {@code --status-fd} (doc/DETAILS of GnuPG). */
final class GpgvStatus {

    private static final String PREFIX = "[GNUPG:] ";
    private static final String VALID = "VALIDSIG";
    private static final String ERROR = "ERRSIG";
    /** The reason of an ERRSIG that is nothing but a missing key. */
    private static final String NO_KEY = "9";

    private static final Map<String, State> RESULTS = Map.of(
            "GOODSIG",
            State.GOOD,
            "BADSIG",
            State.BAD,
            "EXPSIG",
            State.EXPIRED_SIGNATURE,
            "EXPKEYSIG",
            State.EXPIRED_KEY,
            "REVKEYSIG",
            State.REVOKED_KEY,
            ERROR,
            State.UNREADABLE);

    private final List<String[]> lines;
    private final boolean succeeded;

    private GpgvStatus(Completed gpgv) {
        this.lines = gpgv.output()
                .lines()
                .filter(l -> l.startsWith(PREFIX))
                .map(l -> l.substring(PREFIX.length()).split(" "))
                .toList();
        this.succeeded = gpgv.succeeded();
    }

    /** What it found; of several signatures the first that is not good decides. */
    static TagSignature signature(Completed gpgv) {
        return new GpgvStatus(gpgv).signature();
    }

    private TagSignature signature() {
        List<String[]> results =
                lines.stream().filter(l -> RESULTS.containsKey(l[0])).toList();
        for (String[] result : results) {
            if (state(result) != State.GOOD) {
                return new TagSignature(state(result), fingerprint(result), signer(result));
            }
        }
        long valid = lines.stream().filter(l -> l[0].equals(VALID)).count();
        if (results.isEmpty() || !succeeded || valid != results.size()) {
            return TagSignature.of(State.UNREADABLE);
        }
        return new TagSignature(State.GOOD, fingerprint(results.get(0)), signer(results.get(0)));
    }

    /** {@code ERRSIG keyid pkalgo hashalgo class time reason fingerprint}. */
    private static State state(String[] result) {
        return result[0].equals(ERROR) && result.length > 6 && result[6].equals(NO_KEY)
                ? State.UNKNOWN_KEY
                : RESULTS.getOrDefault(result[0], State.UNREADABLE);
    }

    private Optional<String> fingerprint(String[] result) {
        if (result[0].equals(ERROR)) {
            return result.length > 7 && !result[7].equals("-") ? Optional.of(result[7]) : keyId(result);
        }
        // VALIDSIG ends in the fingerprint of the primary key; a bad signature has no such line.
        return lines.stream()
                .filter(l -> l[0].equals(VALID))
                .map(l -> l[l.length - 1])
                .findFirst()
                .or(() -> keyId(result));
    }

    private static Optional<String> keyId(String[] result) {
        return result.length > 1 ? Optional.of(result[1]) : Optional.empty();
    }

    /** Behind the key id; an ERRSIG names nobody. */
    private static Optional<String> signer(String[] result) {
        return result[0].equals(ERROR) || result.length < 3
                ? Optional.empty()
                : Optional.of(String.join(" ", List.of(result).subList(2, result.length)));
    }
}
