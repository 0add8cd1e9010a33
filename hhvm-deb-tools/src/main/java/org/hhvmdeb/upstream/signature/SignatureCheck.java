package org.hhvmdeb.upstream.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;
import org.hhvmdeb.process.ProcessRunner;
import org.hhvmdeb.upstream.git.GitRepository;
import org.hhvmdeb.upstream.git.TagObject;

/**
 * Checks the signature of a tag with gpgv against the keys of certain keyrings and no others: gpgv gets a home of its own,
 * which is empty.
 */
public final class SignatureCheck {

    private final ProcessRunner programs;
    private final List<Path> keyrings;

    /**
     * Sets it up.
     *
     * @param keyrings files of public keys; none: nothing is checked
     */
    public SignatureCheck(ProcessRunner programs, List<Path> keyrings) {
        this.programs = programs;
        this.keyrings = keyrings;
    }

    /**
     * Checks the signature of a tag.
     *
     * @throws InputException when a keyring is none, or the tag object is not what the repository says of it
     * @throws ExternalException when gpgv is missing or fails
     */
    public TagSignature of(GitRepository repository, String tag) throws HhvmDebException, IOException {
        List<byte[]> keys = new ArrayList<>();
        for (Path keyring : keyrings) {
            // Also where they turn out not to be needed: a name mistyped is no unsigned tag.
            keys.add(Keyring.read(keyring));
        }
        if (!repository.isAnnotated(tag)) {
            return TagSignature.of(TagSignature.State.UNSIGNED);
        }
        if (keyrings.isEmpty()) {
            return TagSignature.of(TagSignature.State.UNCHECKED);
        }
        TagObject object = repository.tagObject(tag);
        if (!object.commit().equals(repository.commitOf(tag))) {
            throw new InputException("the tag object of " + tag + " stands for the commit "
                    + object.commit().name() + ", but the repository says that the tag stands for "
                    + repository.commitOf(tag).name() + "; refused");
        }
        if (!object.isSigned()) {
            return TagSignature.of(TagSignature.State.UNSIGNED);
        }
        if (!object.isSignedWithOpenPgp()) {
            return TagSignature.of(TagSignature.State.UNSUPPORTED);
        }
        TagSignature signature = gpgv(object, keys);
        return signature.isGood() && !object.name().equals(tag)
                ? new TagSignature(TagSignature.State.OTHER_TAG, signature.fingerprint(), signature.signer())
                : signature;
    }

    private TagSignature gpgv(TagObject object, List<byte[]> keys) throws HhvmDebException, IOException {
        try (WorkDirectory home = WorkDirectory.create()) {
            List<String> words =
                    new ArrayList<>(List.of("gpgv", "--homedir", home.path().toString(), "--status-fd=1"));
            for (byte[] each : keys) {
                Path plain = home.path().resolve("keys-" + words.size() + ".gpg");
                Files.write(plain, each);
                words.add("--keyring=" + plain);
            }
            Path signature =
                    Files.writeString(home.path().resolve("tag.asc"), object.signature(), StandardCharsets.ISO_8859_1);
            Path signed = Files.writeString(home.path().resolve("tag"), object.signed(), StandardCharsets.ISO_8859_1);
            words.addAll(List.of("--", signature.toString(), signed.toString()));
            return GpgvStatus.signature(run(Command.of(words)));
        }
    }

    private Completed run(Command command) throws ExternalException {
        try {
            return programs.run(command);
        } catch (ExternalException e) {
            throw new ExternalException(
                    "the signature cannot be checked; gpgv is in the Debian package gpgv: " + e.getMessage(), e);
        }
    }
}
