package org.hhvmdeb.io.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.hhvmdeb.io.OwnUser;
import org.hhvmdeb.io.Sha256;

/**
 * Tells what this user's own runs have written at a place from what came there with somebody's package: a keyed digest
 * (HMAC-SHA-256) of the place and the content. The key lies outside of every tree, so nobody who writes a tree can make
 * one, and as the place counts, a copy elsewhere has none. docs/decisions/0019 tells why.
 */
public final class Seal {

    private static final int LENGTH = 32;
    private static final int BLOCK = 64;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    /** Where no key can be. */
    private static final Path NOWHERE = Path.of("/dev/null/hhvm-deb/key");

    private final Path file;

    private Seal(Path file) {
        this.file = file;
    }

    /**
     * The seal of the user we run as: its key is in {@code $XDG_STATE_HOME/hhvm-deb}, by default in ~/.local/state. As sudo(8)
     * may leave them, both variables name another user's directories; nothing is put there.
     */
    public static Seal ofUser() {
        return of(System.getenv(), System.getProperty("user.home", ""));
    }

    static Seal of(Map<String, String> environment, String home) {
        Path named = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
        Path user = Path.of(environment.getOrDefault("HOME", ""));
        if (named.isAbsolute() && !isOfAnother(named)) {
            return in(named);
        }
        if (user.isAbsolute() && !isOfAnother(user)) {
            return in(user.resolve(".local/state"));
        }
        // Java has "?" for a user whom the system does not know.
        return Path.of(home).isAbsolute() ? in(Path.of(home, ".local/state")) : new Seal(NOWHERE);
    }

    private static Seal in(Path state) {
        return new Seal(state.resolve("hhvm-deb/key"));
    }

    /**
     * root makes nothing in a directory of somebody else, who could exchange it. For all others what they may write to is right: in a
     * container the home often belongs to another number than the user has. The key itself has to be ours in any case.
     */
    private static boolean isOfAnother(Path directory) {
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            if (Files.getAttribute(there, "unix:uid").equals(0)) {
                return false;
            }
        } catch (IOException e) {
            return false; // It has gone.
        }
        try {
            return OwnUser.uid() == 0;
        } catch (IOException e) {
            return true; // It cannot be told who we are.
        }
    }

    /** Where the key is, or would be. */
    public Path keyFile() {
        return file;
    }

    /**
     * Seals.
     *
     * @param purpose so that no file can stand in for one of another kind
     * @param place whose real path counts; its directory must exist
     * @return 64 hexadecimal digits
     */
    public String of(String purpose, Path place, byte[] content) throws IOException {
        return digest(key(), purpose, place, content);
    }

    /** Whether a seal is this user's for that place and content. */
    public boolean isOn(String seal, String purpose, Path place, byte[] content) throws IOException {
        return MessageDigest.isEqual(
                seal.getBytes(StandardCharsets.UTF_8),
                of(purpose, place, content).getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] key, String purpose, Path place, byte[] content) throws IOException {
        Path absolute = place.toAbsolutePath().normalize();
        Path real = StagedFile.parentOf(absolute).toRealPath().resolve(String.valueOf(absolute.getFileName()));
        MessageDigest inner = Sha256.newDigest();
        inner.update(padded(key, 0x36));
        inner.update((purpose + "\0" + real + "\0").getBytes(StandardCharsets.UTF_8));
        byte[] inside = inner.digest(content);
        MessageDigest outer = Sha256.newDigest();
        outer.update(padded(key, 0x5c));
        return HexFormat.of().formatHex(outer.digest(inside));
    }

    // RFC 2104 by hand: loading Java's Mac and its providers would take longer than applying a small series does.
    private static byte[] padded(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        return block;
    }

    private byte[] key() {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read() : create();
        } catch (IOException e) {
            // There is no place for a key: what this process writes is its own, and no later run's.
            return OfThisProcess.KEY;
        }
    }

    // A key that others could know or have written is no secret. root must not trust a user's, either.
    private byte[] read() throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Object owner = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        boolean secret = attributes.permissions().stream().noneMatch(OTHERS::contains);
        boolean ours = owner instanceof Integer uid && uid == OwnUser.uid();
        if (!attributes.isRegularFile() || attributes.size() != LENGTH || !secret || !ours) {
            throw new IOException(file + " is not a key of ours");
        }
        return Files.readAllBytes(file);
    }

    private byte[] create() throws IOException {
        Path directory = StagedFile.parentOf(file);
        Files.createDirectories(StagedFile.parentOf(directory));
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        // It gets 0600 from the system, and appears under its name whole, and only where no other run was faster.
        Path draft = Files.createTempFile(directory, "key", ".part");
        try {
            Files.write(draft, random());
            publish(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        return read();
    }

    private void publish(Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another run has made one.
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(draft, file);
        }
    }

    private static byte[] random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static final class OfThisProcess {
        private static final byte[] KEY = random();
    }
}
