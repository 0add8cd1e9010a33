package org.hhvmdeb.upstream.signature;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Severity;

/**
 * What is known of the signature of an upstream tag.
 *
 * @param state what came of checking it
 * @param fingerprint of the primary key that signed, in hexadecimal digits; of an unknown key what the signature says, which
 *     may be no more than a key id
 * @param signer the user id of that key, as the keyring has it
 */
public record TagSignature(State state, Optional<String> fingerprint, Optional<String> signer) {

    /** What can come of checking; only {@link #GOOD} is good. */
    public enum State {
        /** There is no signature: a lightweight tag, or an annotated one without. */
        UNSIGNED(SignatureRule.TAG_SIGNATURE_UNSIGNED, "it is not signed; ask upstream, or do not require a signature"),
        /** No keys were given, so that nobody has looked. */
        UNCHECKED("no keys were given to check its signature with"),
        /** Signed by one of the keys, for this tag. */
        GOOD("its signature is good"),
        /** Signed by one of the keys, but not this content. */
        BAD(
                SignatureRule.TAG_SIGNATURE_BAD,
                "its content is not what was signed: somebody has changed it; do not use it, and tell upstream"),
        UNKNOWN_KEY(
                SignatureRule.TAG_SIGNATURE_UNKNOWN_KEY,
                "the key is in none of the keyrings; make sure that it is upstream's, then add it to a keyring"),
        /** gpgv cannot read the signature, or does not trust its algorithm. */
        UNREADABLE(SignatureRule.TAG_SIGNATURE_UNREADABLE, "gpgv cannot check a signature of this kind"),
        EXPIRED_KEY(
                SignatureRule.TAG_SIGNATURE_EXPIRED_KEY,
                "the key has expired; if upstream has prolonged it, get the newer key into the keyring"),
        REVOKED_KEY(
                SignatureRule.TAG_SIGNATURE_REVOKED_KEY,
                "the key has been revoked by its owner; ask upstream which one is theirs now"),
        EXPIRED_SIGNATURE(
                SignatureRule.TAG_SIGNATURE_EXPIRED_SIGNATURE, "the signature has expired; ask upstream to sign again"),
        /** Signed by one of the keys, but under another name: an old release can be passed off as a new one so. */
        OTHER_TAG(
                SignatureRule.TAG_SIGNATURE_OTHER_TAG,
                "the good signature is for a tag of another name; do not use it, and tell upstream"),
        /** An SSH or X.509 signature. */
        UNSUPPORTED(
                SignatureRule.TAG_SIGNATURE_UNSUPPORTED,
                "it is not signed with OpenPGP; SSH and X.509 signatures are not supported");

        private final Optional<SignatureRule> rule;
        private final String meaning;

        State(String meaning) {
            this.rule = Optional.empty();
            this.meaning = meaning;
        }

        State(SignatureRule rule, String meaning) {
            this.rule = Optional.of(rule);
            this.meaning = meaning;
        }

        /** What it means and what to do, for the end of a sentence. */
        String meaning() {
            return meaning;
        }

        /** The state of a word in a manifest; one that nobody knows says as little as none. */
        public static State named(String word) {
            return Arrays.stream(values())
                    .filter(s -> s.word().equals(word))
                    .findFirst()
                    .orElse(UNCHECKED);
        }

        /** As manifests and JSON have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static TagSignature of(State state) {
        return new TagSignature(state, Optional.empty(), Optional.empty());
    }

    /** Tells of a signature that was checked and is not good. */
    public Finding finding(Severity severity, String tag, String upstream) {
        String key = fingerprint
                .map(f ->
                        ", signed by the key " + f + signer.map(s -> " of " + s).orElse(""))
                .orElse("");
        return new Finding(
                severity,
                Location.of(upstream),
                state.rule.orElseThrow(),
                "the tag " + tag + key + ": " + state.meaning());
    }

    public boolean isGood() {
        return state == State.GOOD;
    }
}
