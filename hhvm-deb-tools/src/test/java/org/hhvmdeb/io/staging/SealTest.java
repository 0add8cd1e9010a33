package org.hhvmdeb.io.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hhvmdeb.io.OwnUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

    @TempDir
    Path home;

    @Test
    void itIsTheHmacOfPlaceAndContentByAKeyOnlyTheUserMayRead() throws Exception {
        Seal seal = Seal.of(Map.of("HOME", home.toString()), "/");
        String sealed = seal.of("list", home.resolve("x"), "content".getBytes(UTF_8));
        Path key = home.resolve(".local/state/hhvm-deb/key");
        assertThat(seal.keyFile()).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.size(key)).isEqualTo(32);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Files.readAllBytes(key), "HmacSHA256"));
        String text = "list\0" + home.toRealPath().resolve("x") + "\0content";
        assertThat(sealed).isEqualTo(HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8))));
        try (var left = Files.list(key.getParent())) {
            assertThat(left).containsExactly(key);
        }
    }

    @Test
    void purposePlaceContentAndKeyCount() throws Exception {
        Seal seal = Seal.of(Map.of("XDG_STATE_HOME", home.toString()), "/");
        byte[] content = "content".getBytes(UTF_8);
        String sealed = seal.of("list", home.resolve("x"), content);
        assertThat(seal.isOn(sealed, "list", home.resolve("x"), content)).isTrue();
        assertThat(seal.isOn(sealed, "journal", home.resolve("x"), content)).isFalse();
        assertThat(seal.isOn(sealed, "list", home.resolve("y"), content)).isFalse();
        assertThat(seal.isOn(sealed, "list", home.resolve("x"), new byte[0])).isFalse();
        Path other = home.resolve("other");
        assertThat(Seal.of(Map.of("XDG_STATE_HOME", other.toString()), "/")
                        .isOn(sealed, "list", home.resolve("x"), content))
                .isFalse();
    }

    @Test
    void theHomeOfAnotherUserGetsNone() throws Exception {
        assumeTrue(OwnUser.uid() == 0, "only root can make a directory another user's");
        Path theirs = Files.createDirectory(home.resolve("theirs"));
        Path ours = Files.createDirectory(home.resolve("ours"));
        Files.setAttribute(theirs, "unix:uid", 4711);
        Seal seal = Seal.of(Map.of("HOME", theirs.toString()), ours.toString());
        seal.of("list", home, new byte[0]);
        assertThat(seal.keyFile()).startsWith(ours).exists();
        assertThat(theirs).isEmptyDirectory();
    }

    /** As {@code sudo -E} leaves it, whether the directory is there yet or not. */
    @Test
    void theStateOfAnotherUserGetsNone() throws Exception {
        assumeTrue(OwnUser.uid() == 0, "only root can make a directory another user's");
        Path theirs = Files.createDirectory(home.resolve("theirs"));
        Path ours = Files.createDirectory(home.resolve("ours"));
        Files.setAttribute(theirs, "unix:uid", 4711);
        for (Path state : new Path[] {theirs, theirs.resolve(".local/state")}) {
            Seal seal = Seal.of(Map.of("XDG_STATE_HOME", state.toString(), "HOME", theirs.toString()), ours.toString());
            seal.of("list", home, new byte[0]);
            assertThat(seal.keyFile()).startsWith(ours).exists();
            assertThat(theirs).isEmptyDirectory();
        }
    }

    /** Java calls the home of a user without an entry in passwd(5) "?". */
    @Test
    void whereThereIsNoHomeAProcessHasAKeyOfItsOwn() throws Exception {
        for (String unknown : new String[] {"?", "", "relative/home"}) {
            Seal seal = Seal.of(Map.of(), unknown);
            String sealed = seal.of("list", home.resolve("x"), new byte[0]);
            assertThat(seal.isOn(sealed, "list", home.resolve("x"), new byte[0]))
                    .isTrue();
            assertThat(Files.exists(seal.keyFile())).isFalse();
        }
        assertThat(Path.of("?")).doesNotExist();
        assertThat(Path.of(".local")).doesNotExist();
        assertThat(Path.of("relative")).doesNotExist();
    }

    @Test
    void aKeyThatOthersMayReadIsNone() throws Exception {
        Seal seal = Seal.of(Map.of("XDG_STATE_HOME", home.toString()), "/");
        String sealed = seal.of("list", home, new byte[0]);
        Files.setPosixFilePermissions(seal.keyFile(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(seal.isOn(sealed, "list", home, new byte[0])).isFalse();
    }
}
