package org.hhvmdeb.upstream.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.testkit.GitFixture;
import org.hhvmdeb.testkit.GitHttpServer;
import org.hhvmdeb.testkit.Programs;
import org.hhvmdeb.upstream.orig.ImportRequest;
import org.hhvmdeb.upstream.orig.ImportUpstream;
import org.hhvmdeb.upstream.orig.ImportedUpstream;
import org.hhvmdeb.upstream.verify.VerifyOrig;
import org.hhvmdeb.upstream.verify.VerifyOrigRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags signed by the real git and gpg, checked by the real gpgv. */
class TagSignatureTest {

    private static final String TAG = "HHVM-3.18.5";
    private static final String SIGNER = "Up Stream <up@example.org>";

    @TempDir
    Path directory;

    private GitFixture git;
    private Path hhvm;
    private int keyrings;

    @BeforeEach
    void makeUpstream() throws Exception {
        git = new GitFixture(directory);
        hhvm = git.init("hhvm.git");
        git.write(hhvm, "README.md", "HHVM\n");
        git.commit(hhvm, "first");
        Files.createDirectory(
                directory.resolve("gpg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @AfterEach
    void stopTheAgent() throws Exception {
        git.sh(directory, "gpgconf --homedir gpg --kill all");
    }

    @Test
    void aGoodSignatureIsRecordedWithTheKeyThatMadeIt() throws Exception {
        String fingerprint = key(SIGNER, "");
        sign(TAG, SIGNER, "");
        for (Path keyring : List.of(keyring("--export"), keyring("--export --armor"))) {
            ImportedUpstream imported = run(required(TAG, keyring));
            assertThat(imported.signature().isGood()).isTrue();
            assertThat(imported.findings()).isEmpty();
            assertThat(imported.manifest()).content().containsIgnoringWhitespaces("""
                    "signature": {
                      "fingerprint": "%s",
                      "signer": "%s",
                      "state": "good"
                    },
                    """.formatted(fingerprint, SIGNER));
            assertThat(new VerifyOrig()
                            .run(
                                    VerifyOrigRequest.of(imported.tarball())
                                            .rebuiltFrom(hhvm.toString(), java.util.Map.of()),
                                    Progress.silent())
                            .passed())
                    .isTrue();
        }
    }

    @Test
    void anotherRunWithTheSameResultWritesNothing() throws Exception {
        key(SIGNER, "");
        sign(TAG, SIGNER, "");
        Path keyring = keyring("--export");
        run(required(TAG, keyring));
        assertThat(run(required(TAG, keyring)).upToDate()).isTrue();
        assertThat(run(request(TAG)).upToDate()).as("nobody looked this time").isFalse();
    }

    @Test
    void keysOfSeveralKeyringsCountAndThoseOfTheUserDoNot() throws Exception {
        key(SIGNER, "");
        sign(TAG, SIGNER, "");
        Path known = keyring("--export");
        key("Some Body <some@example.org>", "");
        Path others = keyring("--export --armor some@example.org");
        assertThat(run(request(TAG).keyrings(List.of(others, known)))
                        .signature()
                        .state())
                .isEqualTo(TagSignature.State.GOOD);
        ImportedUpstream imported = run(request(TAG).keyrings(List.of(others)));
        assertThat(imported.signature().state()).isEqualTo(TagSignature.State.UNKNOWN_KEY);
        assertThat(imported.findings()).extracting(f -> f.rule().id()).containsExactly("tag-signature-unknown-key");
        assertRefused(required(TAG, others), "the key is in none of the keyrings");
    }

    @Test
    void aLightweightTagAndOneWithoutSignatureAreUnsigned() throws Exception {
        key(SIGNER, "");
        git.git(hhvm, "tag", TAG);
        git.git(hhvm, "tag", "-a", "-m", "release", "HHVM-3.18.6");
        for (String tag : List.of(TAG, "HHVM-3.18.6")) {
            assertThat(run(request(tag).keyrings(List.of(keyring("--export"))))
                            .signature()
                            .state())
                    .isEqualTo(TagSignature.State.UNSIGNED);
            assertRefused(required(tag, keyring("--export")), "it is not signed");
        }
    }

    @Test
    void aChangedTagIsBad() throws Exception {
        key(SIGNER, "");
        sign(TAG, SIGNER, "");
        git.sh(
                hhvm,
                "git update-ref refs/tags/" + TAG + " $(git cat-file tag " + TAG
                        + " | sed s/release/relapse/ | git hash-object -t tag -w --stdin)");
        assertRefused(required(TAG, keyring("--export")), "somebody has changed it", SIGNER);
    }

    @Test
    void anOldReleaseCannotBePassedOffAsANewOne() throws Exception {
        key(SIGNER, "");
        sign(TAG, SIGNER, "");
        git.git(hhvm, "update-ref", "refs/tags/HHVM-3.18.6", "refs/tags/" + TAG);
        assertRefused(required("HHVM-3.18.6", keyring("--export")), "for a tag of another name");
    }

    @Test
    void keysThatHaveExpiredOrBeenRevokedAreNotGood() throws Exception {
        String old = "--faked-system-time 20170101T000000";
        key("Old <old@example.org>", old, "1y");
        // Later: with both at one moment, a key that took its time is one from the future.
        sign(TAG, "Old <old@example.org>", "--faked-system-time 20170201T000000");
        assertRefused(
                required(TAG, keyring("--export old@example.org")), "the key has expired", "Old <old@example.org>");
        String fingerprint = key(SIGNER, "");
        sign("HHVM-3.18.6", SIGNER, "");
        git.sh(
                directory,
                "sed s/^:---/---/ gpg/openpgp-revocs.d/" + fingerprint
                        + ".rev | gpg --batch -q --homedir gpg --import");
        assertRefused(required("HHVM-3.18.6", keyring("--export up@example.org")), "has been revoked", SIGNER);
    }

    @Test
    void anSshSignatureIsSaidNotToBeSupported() throws Exception {
        key(SIGNER, "");
        git.git(
                hhvm,
                "tag",
                "-a",
                "-m",
                "release\n-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----",
                TAG);
        assertRefused(required(TAG, keyring("--export")), "SSH and X.509 signatures are not supported");
    }

    @Test
    void theTagObjectIsFetchedAndServedFromTheCache() throws Exception {
        key(SIGNER, "");
        sign(TAG, SIGNER, "");
        git.git(hhvm, "tag", "HHVM-3.18.6");
        Path keyring = keyring("--export");
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            ImportRequest.Builder request = ImportRequest.builder(TAG, server.url("hhvm.git"), directory.resolve("out"))
                    .cache(directory.resolve("cache"));
            // The commit alone is in the cache first.
            run(ImportRequest.builder("HHVM-3.18.6", server.url("hhvm.git"), directory.resolve("out"))
                    .cache(directory.resolve("cache")));
            assertThat(run(request).signature().state()).isEqualTo(TagSignature.State.UNCHECKED);
            for (int round = 0; round < 2; round++) {
                assertThat(run(request.keyrings(List.of(keyring)).requireSignature())
                                .signature()
                                .isGood())
                        .isTrue();
            }
        }
    }

    @Test
    void theSignatureOfTheOutermostTagCounts() throws Exception {
        key(SIGNER, "");
        git.git(hhvm, "tag", "-a", "-m", "inner", "inner");
        git.sh(hhvm, signing(SIGNER, "") + " tag -s -m release " + TAG + " inner");
        try (GitHttpServer server = GitHttpServer.of(directory)) {
            for (String from : List.of(hhvm.toString(), server.url("hhvm.git"))) {
                ImportedUpstream imported = run(ImportRequest.builder(TAG, from, directory.resolve("out"))
                        .keyrings(List.of(keyring("--export")))
                        .requireSignature());
                assertThat(imported.commit()).isEqualTo(git.git(hhvm, "rev-parse", "HEAD"));
            }
        }
    }

    @Test
    void filesThatAreNoKeyringsAreRefused() throws Exception {
        key(SIGNER, "");
        sign(TAG, SIGNER, "");
        String armoured = Files.readString(keyring("--export --armor"));
        int middle = armoured.indexOf("\n\n") + 10;
        for (String content : List.of(
                "",
                "no keys",
                armoured.substring(0, armoured.length() - 40),
                armoured.substring(0, middle)
                        + (armoured.charAt(middle) == 'A' ? 'B' : 'A')
                        + armoured.substring(middle + 1),
                armoured.replaceFirst("\n\n", "\n\n!"),
                git.sh(directory, "gpg --batch -q --homedir gpg --export-secret-keys --armor"))) {
            Path keyring = Files.writeString(directory.resolve("damaged.gpg"), content);
            assertThatThrownBy(() -> run(required(TAG, keyring)))
                    .as(content)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(keyring.toString());
        }
        assertThatThrownBy(() -> run(required(TAG, directory.resolve("none.gpg"))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no keyring");
        assertThatThrownBy(() -> run(request(TAG).requireSignature()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("name a keyring");
    }

    @Test
    void withoutGpgvTheMessageNamesItsPackage() throws Exception {
        key(SIGNER, "");
        sign(TAG, SIGNER, "");
        ImportRequest request = required(TAG, keyring("--export")).build();
        ImportUpstream step = new ImportUpstream(command -> {
            throw new ExternalException("cannot run " + command.program());
        });
        assertThatThrownBy(() -> step.run(request, Progress.silent()))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("gpgv is in the Debian package gpgv: cannot run gpgv");
    }

    private void assertRefused(ImportRequest.Builder request, String... parts) {
        assertThatThrownBy(() -> run(request))
                .isInstanceOf(FindingsException.class)
                .hasMessageContainingAll(parts);
    }

    private ImportRequest.Builder request(String tag) {
        return ImportRequest.builder(tag, hhvm.toString(), directory.resolve("out"));
    }

    private ImportRequest.Builder required(String tag, Path keyring) {
        return request(tag).keyrings(List.of(keyring)).requireSignature();
    }

    private static ImportedUpstream run(ImportRequest.Builder request) throws Exception {
        return new ImportUpstream(Programs.untethered()).run(request.build(), Progress.silent());
    }

    /** Makes a key without a passphrase. */
    private String key(String user, String options) throws Exception {
        return key(user, options, "never");
    }

    private String key(String user, String options, String expires) throws Exception {
        git.sh(
                directory,
                "gpg --batch -q --homedir gpg --pinentry-mode loopback --passphrase '' " + options
                        + " --quick-gen-key '" + user + "' ed25519 sign " + expires);
        return fingerprint(user.replaceFirst(".*<(.*)>", "$1"));
    }

    private String fingerprint(String address) throws Exception {
        return git.sh(
                directory,
                "gpg --batch -q --homedir gpg --with-colons --list-keys " + address
                        + " | sed -n '/^fpr/{s/^fpr:*\\([0-9A-F]*\\):/\\1/p;q}'");
    }

    private void sign(String tag, String user, String options) throws Exception {
        git.sh(hhvm, signing(user, options) + " tag -s -m release " + tag);
    }

    private String signing(String user, String options) throws Exception {
        Path program = directory.resolve("sign");
        Files.writeString(
                program,
                "#!/bin/sh\nexec gpg --batch --homedir '" + directory.resolve("gpg")
                        + "' --pinentry-mode loopback --passphrase '' " + options + " \"$@\"\n");
        git.executable(program);
        return "git -c gpg.program='" + program + "' -c user.signingKey='" + user + "'";
    }

    private Path keyring(String export) throws Exception {
        Path keyring = directory.resolve("keys-" + ++keyrings);
        git.sh(directory, "gpg --batch -q --homedir gpg --output " + keyring + " " + export);
        return keyring;
    }
}
