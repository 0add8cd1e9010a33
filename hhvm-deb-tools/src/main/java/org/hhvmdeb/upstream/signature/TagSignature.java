package org.hhvmdeb.upstream.signature;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;
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

    /** What can come of checking; all but {@link #GOOD} and {@link #UNCHECKED} are rules of the import. */
    public enum State implements Rule {
        /** There is no signature: a lightweight tag, or an annotated one without. */
        UNSIGNED(
                "The tag is not signed.",
                "Nobody can tell whether upstream made it. Ask upstream to sign it, or do not require a signature.",
                "it is not signed; ask upstream, or do not require a signature"),
        /** No keys were given, so that nobody has looked. */
        UNCHECKED(
                "The signature of the tag was not checked.",
                "No keys were given. Name a keyring with the keys of upstream.",
                "no keys were given to check its signature with"),
        /** Signed by one of the keys, for this tag. */
        GOOD("The signature of the tag is good.", "Nothing is to be done.", "its signature is good"),
        /** Signed by one of the keys, but not this content. */
        BAD(
                "The content of the tag is not what was signed.",
                "Somebody has changed it since. Do not use the tag, and tell upstream.",
                "its content is not what was signed: somebody has changed it; do not use it, and tell upstream"),
        UNKNOWN_KEY(
                "The tag is signed with a key that is in none of the keyrings.",
                "Anybody can sign with a key of their own. Make sure that it is the key of upstream, then add it to a keyring.",
                "the key is in none of the keyrings; make sure that it is upstream's, then add it to a keyring"),
        /** gpgv cannot read the signature, or does not trust its algorithm. */
        UNREADABLE(
                "gpgv cannot check the signature of the tag.",
                "It cannot read a signature of this kind, or does not trust its algorithm. Treat the tag as unsigned, and ask upstream.",
                "gpgv cannot check a signature of this kind"),
        EXPIRED_KEY(
                "The key that signed the tag has expired.",
                "If upstream has prolonged the key, get the newer one into the keyring. Otherwise ask upstream.",
                "the key has expired; if upstream has prolonged it, get the newer key into the keyring"),
        REVOKED_KEY(
                "The key that signed the tag has been revoked.",
                "Its owner no longer stands by it. Ask upstream which key is theirs now.",
                "the key has been revoked by its owner; ask upstream which one is theirs now"),
        EXPIRED_SIGNATURE(
                "The signature of the tag has expired.",
                "Ask upstream to sign the release again.",
                "the signature has expired; ask upstream to sign again"),
        /** Signed by one of the keys, but under another name: an old release can be passed off as a new one so. */
        OTHER_TAG(
                "The signature is for a tag of another name.",
                "An old release can be passed off as a new one in this way. Do not use the tag, and tell upstream.",
                "the good signature is for a tag of another name; do not use it, and tell upstream"),
        /** An SSH or X.509 signature. */
        UNSUPPORTED(
                "The tag is not signed with OpenPGP.",
                "SSH and X.509 signatures are not supported, so nothing was checked. Ask upstream for an OpenPGP signature, or check it by hand.",
                "it is not signed with OpenPGP; SSH and X.509 signatures are not supported");

        private final String meaning;

        @SuppressWarnings("ImmutableEnumChecker") // A record of strings.
        private final Text text;

        State(String summary, String explanation, String meaning) {
            this.meaning = meaning;
            this.text = new Text(Severity.WARNING, "tag-signature-" + word(), summary, explanation);
        }

        @Override
        public Text text() {
            return text;
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

    /** Tells of it, whether good or not. */
    public Finding finding(Severity severity, String tag, String upstream) {
        String key = fingerprint
                .map(f ->
                        ", signed by the key " + f + signer.map(s -> " of " + s).orElse(""))
                .orElse("");
        return new Finding(severity, Location.of(upstream), state, "the tag " + tag + key + ": " + state.meaning());
    }

    public boolean isGood() {
        return state == State.GOOD;
    }
}
