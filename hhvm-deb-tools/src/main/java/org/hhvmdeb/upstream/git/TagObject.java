package org.hhvmdeb.upstream.git;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.hhvmdeb.notice.InputException;

/**
 * The object of an annotated tag.
 *
 * @param commit what it stands for, behind however many further tags
 * @param name the name it was made under, which a reference can be without
 * @param signed what a signature is about, one character for each byte
 * @param signature the signature in its armour, one character for each byte; empty where there is none
 */
public record TagObject(ObjectId commit, String name, String signed, String signature) {

    /** git allows nothing else at the beginning, in no other order. */
    private static final Pattern HEADER = Pattern.compile("object [0-9a-f]{40}\ntype [a-z]+\ntag ([^\n]+)\n");

    private static final String OPENPGP = "-----BEGIN PGP SIGNATURE-----";
    /** All that git knows; gpg wrote messages for it in a mode that is gone. */
    private static final Pattern SIGNATURE = Pattern.compile(
            "^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE|SSH SIGNATURE)-----",
            Pattern.MULTILINE | Pattern.UNIX_LINES);

    /**
     * Takes a tag object apart as git does: the last line that begins a signature begins it.
     *
     * @throws InputException when it is none that git would write
     */
    static TagObject parse(byte[] raw, ObjectId commit, String tag) throws InputException {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(text);
        if (!header.lookingAt()) {
            throw new InputException("the tag object of " + tag + " is malformed; refused");
        }
        int begin = text.length();
        for (Matcher signature = SIGNATURE.matcher(text); signature.find(); ) {
            begin = signature.start();
        }
        return new TagObject(
                commit, new GitPath(header.group(1)).text(), text.substring(0, begin), text.substring(begin));
    }

    public boolean isSigned() {
        return !signature.isEmpty();
    }

    public boolean isSignedWithOpenPgp() {
        return signature.startsWith(OPENPGP);
    }
}
