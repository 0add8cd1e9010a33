package org.hhvmdeb.upstream.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.Credential;
import org.hhvmdeb.upstream.tree.SubmodulePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:99999/x.git",
                "http://127.0.0.1:65536/x.git",
                "http://127.0.0.1:0/x.git",
                "http://127.0.0.1:99999999999999999999/x.git",
                "http://127.0.0.1:-1/x.git",
                "http://127.0.0.1:x",
                "http://127.0.0.1:x/y.git",
                "ssh://host:99999/x.git",
                "ssh://host:99999999999/x.git",
                "https://:443/x",
                "http:///x",
                "http://",
                "http://host",
                "http://[::1/x",
                "http://[::1]x/y",
                "http://::1/x",
                "http://ho st/x",
                "http://ho%20st/x",
                "http://host\\x/y",
                "http://-host/x",
                "http://host./%zz",
                "HTTPS://host:99999/x",
                "http:/x",
                "http:x",
                "HTTP:x",
                "https:host/x",
                "file:x",
                "FILE:x",
                "file://",
                "C:/x",
                "c:x",
                "@:/x",
                ":x",
                "://x",
                "user@:x",
                "GIT://host/x",
                "ftp://host/x",
                "EXT::sh -c x",
                "javascript://x/y"
            })
    void whatIsNoAddressIsRefusedByName(String text) {
        assertThatThrownBy(() -> RepositoryAddress.parse(text, ".gitmodules"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(".gitmodules names the repository \"")
                .hasMessageContaining("which is refused: ");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP://Host/x.git,http://Host/x.git",
        "hTTps://host:65535/x.git,https://host:65535/x.git",
        "SSH://git@host/x.git,ssh://git@host/x.git",
        "http://[::1]:8080/x.git,http://[::1]:8080/x.git",
        "http://host_1/x.git,http://host_1/x.git",
        "git@host:x/y.git,git@host:x/y.git",
        "host:/x/y.git,host:/x/y.git"
    })
    void theSchemeMayBeWrittenInCapitals(String text, String shown) throws Exception {
        assertThat(RepositoryAddress.parse(text, "test"))
                .returns(shown, RepositoryAddress::shown)
                .returns(Optional.empty(), RepositoryAddress::directory);
    }

    @Test
    void aFileUrlInCapitalsIsADirectoryOfThisMachine() throws Exception {
        assertThat(RepositoryAddress.parse("FILE:///srv/x.git", "test").directory())
                .contains(Path.of("/srv/x.git"));
        RepositoryAddress parent = RepositoryAddress.parse("https://example.org/x.git", "test");
        assertThatThrownBy(() -> parent.submodule("FILE:///srv/x.git", "test"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("may not name a directory of this machine");
    }

    @Test
    void anEndlessAddressIsShownInPart() {
        assertThatThrownBy(() -> RepositoryAddress.parse("http://host/" + "x".repeat(20_000), "test"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("more than 4096")
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../..//x", "../../../../x", "http://127.0.0.1:99999/x.git", "http:///x", "HTTP://[::1/x"})
    void aSubmodulesAddressIsRefusedWithItsPath(String url) throws Exception {
        RepositoryAddress parent = RepositoryAddress.parse("http://127.0.0.1:8080/a/b.git", "test");
        SubmodulePolicy policy = new SubmodulePolicy(Map.of(), Set.of());
        assertThatThrownBy(() ->
                        policy.address(GitPath.of("third-party/lib"), Optional.of(url), parent, ".gitmodules of x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(".gitmodules of x, for the submodule third-party/lib, names the ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:s3cret@host/x,https://host/x",
        "https://s3cret@host/x,https://host/x",
        "https://user:s3c%2Fret@host/x,https://host/x",
        "https://host/x?token=s3cret,https://host/x?…",
        "https://user:s3cret@host:99999/x,https://host:99999/x",
        "https://user:s3cret@host:99999999999/x,https://host:99999999999/x",
        "https://user:s3cret@[::1/x,https://[::1/x",
        "ssh://git:s3cret@host/x,ssh://git@host/x",
        "git:s3cret@host:x,git@host:x",
        "HTTPS://user:s3cret@host/x,HTTPS://host/x",
        "http//user:s3cret@host/x,http//…@host/x",
        "http:/user:s3cret@host/x,http@host/x",
        "htp//user:s3/cret@host/x,htp//…@host/x",
        "http://user:1/s3cret@host/x,http://…@host/x",
        "ssh://user:1/s3cret@host/x,ssh://…@host/x",
        "https://host/x#s3cret,https://host/x#…",
        "https://host/x.git;token=s3cret,https://host/x.git;…",
        "//user:s3cret@host/x,//…@host/x",
        "/https://user:s3cret@host/x,/…@host/x",
        "./https://user:s3cret@host/x,./…@host/x",
        "//user:s3/s3cret@host/x,//…@host/x",
        "//user:p@s3cret@host/x,//…@host/x",
        "https://user:s3cret#s3cret@host/x,https://host/x",
        "https://host:8080/x,https://host:8080/x",
        "https://host/x@y,https://host/x@y",
        "https://user:s3cret@host:8080/x@y,https://y"
    })
    void nothingSecretIsShown(String text, String shown) {
        assertThat(RepositoryAddress.withoutCredentials(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret\r@host/x",
                "https://s3cret\n@host/x",
                "https://user:s3\u2028s3cret@host/x",
                "git:s3\ncret@host:x",
                "http//user:s3cret\n@host/x",
                "https://host/x?a\ns3cret",
                "https://host/x#a\u2029s3cret",
                "ssh://git:a\ns3cret@host/x"
            })
    void theEndOfALineHidesNoPasswordAndIsRefused(String text) {
        assertThat(RepositoryAddress.withoutCredentials(text)).doesNotContain("s3cret", "cret@");
        assertThatThrownBy(() -> RepositoryAddress.parse(text, "test"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("control characters")
                .hasMessageNotContaining("cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https//user:s3cret@host/x",
                "//user:s3cret@host/x",
                "/https://user:s3cret@host/x",
                "./https://user:s3cret@host/x",
                "https//user:s3/s3cret@host/x",
                "//user:s3/s3cret@host/x",
                "./https://user:s3/s3cret@host/x",
                "//user:p@s3cret@host/x",
                "/https://user:p@s3/s3cret@host/x"
            })
    void aUrlThatReadsAsADirectoryIsRefusedWithoutItsPassword(String text) {
        assertThatThrownBy(() -> RepositoryAddress.parse(text, "test"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it is neither a directory nor a URL")
                .hasMessageNotContaining("s3cret");
    }

    /** The first at sign would end the credentials, and the slash the name of the host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://us:p@s3cret/s3cret@host/x",
                "HTTPS://us:p@s3cret/w;o#s3cret@host/x",
                "https://s3cret@s3cret/s3cret@host/x",
                "ssh://us:p@s3cret/s3cret@host/x",
                "https://us:s3cret@host/x@y"
            })
    void anAtSignBehindTheCredentialsIsRefusedAndMasksAllBeforeIt(String text) {
        assertThatThrownBy(() -> RepositoryAddress.parse(text, "test"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("write %40 for an at sign and %2F for a slash")
                .hasMessageNotContaining("s3cret");
    }

    /** git takes the first for the name of a host, and would tell it the rest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob:s3cret@git.example.org/hhvm.git",
                "bob:s3/cret@git.example.org:path",
                "bob:s3/cret@git.example.org/path",
                "bob:p@s3cret@host/x",
                "bob:s3cret@localhost/x"
            })
    void aUrlWhoseSchemeWasForgottenIsRefusedWithoutItsPassword(String text) {
        assertThatThrownBy(() -> RepositoryAddress.parse(text, "test"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a URL with a password is written https://USER:PASSWORD@HOST/PATH")
                .hasMessageNotContaining("s3");
    }

    @Test
    void aPathOfScpMayHaveAnAtSign() throws Exception {
        for (String text : List.of("server:team/@hhvm/hhvm.git", "server:srv/lib@2/x.git", "host:org/lib@v2")) {
            assertThat(RepositoryAddress.parse(text, "test").directory()).isEmpty();
        }
        assertThat(RepositoryAddress.parse("server:srv/hhvm.git", "test")
                        .submodule("../lib@2/x.git", "test")
                        .transport()
                        .getPath())
                .isEqualTo("srv/lib@2/x.git");
    }

    @Test
    void anAtSignInARelativeUrlIsOneInThePath() throws Exception {
        RepositoryAddress base = RepositoryAddress.parse("https://token@host/org/hhvm.git", "test");
        RepositoryAddress submodule = base.submodule("../lib@v2", "test");
        assertThat(submodule).hasToString("https://host/org/lib%40v2");
        assertThat(submodule.credential()).contains(new Credential("token", "", "the address"));
        assertThat(RepositoryAddress.parse("git@host:org/hhvm.git", "test")
                        .submodule("../lib@v2", "test")
                        .transport()
                        .getPath())
                .isEqualTo("org/lib@v2");
    }

    @Test
    void theUserOfSshIsNoSecretAndAPathMayHaveAnAtSign() throws Exception {
        for (String text : List.of("ssh://git@host/~user@x/y.git", "https://host/x@y")) {
            assertThat(RepositoryAddress.parse(text, "test").shown()).isEqualTo(text);
        }
    }

    @Test
    void credentialsAreTakenOutOfWhatIsOpened() throws Exception {
        RepositoryAddress web = RepositoryAddress.parse("https://user:s3%2Fcret@host/x", "test");
        assertThat(web.credential()).contains(new Credential("user", "s3/cret", "the address"));
        assertThat(web.transport().toPrivateString()).isEqualTo("https://host/x");
        assertThat(web).hasToString("https://host/x");
        assertThat(RepositoryAddress.parse("https://token@host/x", "test").credential())
                .contains(new Credential("token", "", "the address"));
        RepositoryAddress ssh = RepositoryAddress.parse("ssh://git:s3cret@host/x", "test");
        assertThat(ssh.credential()).contains(new Credential("git", "s3cret", "the address"));
        assertThat(ssh.transport().toPrivateString()).isEqualTo("ssh://git@host/x");
        assertThat(RepositoryAddress.parse("git@host:x", "test").credential()).isEmpty();
    }
}
