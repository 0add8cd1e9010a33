package org.hhvmdeb.upstream.signature;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What can be wrong with the signature of a tag. A tag that must be signed is refused, others are imported with a warning. */
public enum SignatureRule implements Rule {
    TAG_SIGNATURE_BAD(
            Severity.WARNING,
            "tag-signature-bad",
            "The content of the tag is not what was signed.",
            "Somebody has changed it since. Do not use the tag, and tell upstream."),
    TAG_SIGNATURE_EXPIRED_KEY(
            Severity.WARNING,
            "tag-signature-expired-key",
            "The key that signed the tag has expired.",
            "If upstream has prolonged the key, get the newer one into the keyring. Otherwise ask " + "upstream."),
    TAG_SIGNATURE_EXPIRED_SIGNATURE(
            Severity.WARNING,
            "tag-signature-expired-signature",
            "The signature of the tag has expired.",
            "Ask upstream to sign the release again."),
    TAG_SIGNATURE_OTHER_TAG(
            Severity.WARNING,
            "tag-signature-other-tag",
            "The signature is for a tag of another name.",
            "An old release can be passed off as a new one in this way. Do not use the tag, and tell " + "upstream."),
    TAG_SIGNATURE_REVOKED_KEY(
            Severity.WARNING,
            "tag-signature-revoked-key",
            "The key that signed the tag has been revoked.",
            "Its owner no longer stands by it. Ask upstream which key is theirs now."),
    TAG_SIGNATURE_UNKNOWN_KEY(
            Severity.WARNING,
            "tag-signature-unknown-key",
            "The tag is signed with a key that is in none of the keyrings.",
            "Anybody can sign with a key of their own. Make sure that it is the key of upstream, then "
                    + "add it to a keyring."),
    TAG_SIGNATURE_UNREADABLE(
            Severity.WARNING,
            "tag-signature-unreadable",
            "gpgv cannot check the signature of the tag.",
            "It cannot read a signature of this kind, or does not trust its algorithm. Treat the tag as "
                    + "unsigned, and ask upstream."),
    TAG_SIGNATURE_UNSIGNED(
            Severity.WARNING,
            "tag-signature-unsigned",
            "The tag is not signed.",
            "Nobody can tell whether upstream made it. Ask upstream to sign it, or do not require a " + "signature."),
    TAG_SIGNATURE_UNSUPPORTED(
            Severity.WARNING,
            "tag-signature-unsupported",
            "The tag is not signed with OpenPGP.",
            "SSH and X.509 signatures are not supported, so nothing was checked. Ask upstream for an "
                    + "OpenPGP signature, or check it by hand.");

    private final Text text;

    SignatureRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
