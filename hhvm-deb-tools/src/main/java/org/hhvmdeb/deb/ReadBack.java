package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.TarItem;
import org.hhvmdeb.io.TarLimits;
import org.hhvmdeb.io.TarReader;
import org.hhvmdeb.io.XzCheckedInput;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;

/**
 * Reads a package that was just written and compares every byte of meaning with what was asked for: the data member in its plain form,
 * of which the checks in the compressed one are those.
 */
final class ReadBack {

    private final DebRequest request;
    private final DebPlan plan;
    private final ControlMember control;

    ReadBack(DebRequest request, DebPlan plan, ControlMember control) {
        this.request = request;
        this.plan = plan;
        this.control = control;
    }

    /**
     * Checks all of it.
     *
     * @param draft has the data member that was compressed
     * @throws ExternalException when the package says anything else
     */
    void check(Path deb, ArFile draft) throws ExternalException, IOException {
        try {
            DebArchive archive = DebArchive.open(deb);
            checkControl(archive);
            String md5sums;
            ArFile written = ArFile.read(deb);
            try (InputStream tar = draft.open(DebMembers.of(draft).data());
                    SeekableMember compressed =
                            new SeekableMember(written, DebMembers.of(written).data())) {
                InputStream plain = new XzCheckedInput(tar, compressed);
                md5sums = checkData(new TarReader(plain, deb + " (data.tar)", TarLimits.generous()));
                plain.transferTo(OutputStream.nullOutputStream());
            }
            same(
                    "its md5sums",
                    md5sums,
                    new String(archive.controlFile("md5sums").orElse(new byte[0]), UTF_8));
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

    /** @return the md5sums the package should have */
    private String checkData(TarReader tar) throws ExternalException, InputException, IOException {
        StringBuilder md5sums = new StringBuilder();
        List<TarItem> expected = new ArrayList<>(List.of(ExpectedItem.root(request.timestamp())));
        for (DebEntry entry : plan.entries()) {
            expected.add(ExpectedItem.of(entry, request.timestamp()));
        }
        List<DebEntry> entries = List.copyOf(plan.entries());
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
        return md5sums.toString();
    }

    private String checkContent(DebEntry.File file, TarReader tar)
            throws ExternalException, InputException, IOException {
        MessageDigest md5 = md5();
        byte[] written = new byte[1 << 16];
        byte[] asked = new byte[written.length];
        try (InputStream content = Files.newInputStream(file.content())) {
            long at = 0;
            for (int n = tar.read(written); n > 0; n = tar.read(written)) {
                int read = content.readNBytes(asked, 0, n);
                if (!Arrays.equals(written, 0, n, asked, 0, read)) {
                    throw different("the content of /" + file.path() + " from byte " + at, file.content(), "other");
                }
                md5.update(written, 0, n);
                at += n;
            }
        }
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
            throw different(what, asked, written);
        }
    }

    private ExternalException different(String what, Object asked, Object written) {
        return new ExternalException(request.output() + " was not written as asked for, and was thrown away: " + what
                + " should be " + asked + " but is " + written
                + "; run again, and report it as a fault of hhvm-deb if a second run ends the same");
    }
}
