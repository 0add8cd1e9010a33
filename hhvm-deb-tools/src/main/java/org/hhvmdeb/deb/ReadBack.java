package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.TarItem;
import org.hhvmdeb.io.TarReader;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/** Reads a package that was just written and compares every byte of meaning with what was asked for. */
final class ReadBack {

    private final DebRequest request;
    private final DebPlan plan;
    private final ControlMember control;

    ReadBack(DebRequest request, DebPlan plan, ControlMember control) {
        this.request = request;
        this.plan = plan;
        this.control = control;
    }

    /** @throws ExternalException when the package says anything else */
    void check(Path deb) throws ExternalException, IOException {
        try {
            DebArchive archive = DebArchive.open(deb);
            checkControl(archive);
            checkData(archive);
        } catch (InputException e) {
            throw new ExternalException(
                    request.output() + " was written so that it cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkControl(DebArchive archive) throws ExternalException {
        same("its control files", List.copyOf(control.files().keySet()), archive.controlFiles());
        for (Map.Entry<String, byte[]> file : control.files().entrySet()) {
            byte[] written = archive.controlFile(file.getKey()).orElseThrow();
            same("its control file " + file.getKey(), true, Arrays.equals(file.getValue(), written));
        }
    }

    private void checkData(DebArchive archive) throws ExternalException, InputException, IOException {
        StringBuilder md5sums = new StringBuilder();
        List<TarItem> expected = new ArrayList<>(List.of(ExpectedItem.root(request.timestamp())));
        for (DebEntry entry : plan.entries()) {
            expected.add(ExpectedItem.of(entry, request.timestamp()));
        }
        List<DebEntry> entries = List.copyOf(plan.entries());
        try (TarReader tar = archive.data()) {
            for (int n = 0; n < expected.size(); n++) {
                same("entry " + n, Optional.of(expected.get(n)), tar.next());
                if (n > 0 && entries.get(n - 1) instanceof DebEntry.File file) {
                    String md5 = checkContent(file, tar);
                    if (!request.conffiles().contains(file.path())) {
                        md5sums.append(md5).append("  ").append(file.path()).append('\n');
                    }
                }
            }
            same("what follows the last entry", Optional.empty(), tar.next());
        }
        same(
                "its md5sums",
                md5sums.toString(),
                new String(archive.controlFile("md5sums").orElse(new byte[0]), UTF_8));
    }

    private String checkContent(DebEntry.File file, TarReader tar)
            throws ExternalException, InputException, IOException {
        MessageDigest sha256 = Sha256.newDigest();
        MessageDigest md5 = md5();
        try (OutputStream out =
                new DigestOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), md5), sha256)) {
            tar.copyTo(out);
        }
        same("the content of /" + file.path(), Sha256.of(file.content()), Sha256.of(sha256));
        return HexFormat.of().formatHex(md5.digest());
    }

    /** The only digest dpkg knows for installed files (deb-md5sums(5)). */
    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private void same(String what, Object asked, Object written) throws ExternalException {
        if (!asked.equals(written)) {
            throw new ExternalException(request.output() + " was not written as asked for, and was thrown away: " + what
                    + " should be " + asked + " but is " + written
                    + "; run again, and report it as a fault of hhvm-deb if a second run ends the same");
        }
    }
}
