package org.hhvmdeb.deb;

import java.io.BufferedInputStream;
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
import org.hhvmdeb.io.XzProof;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/** Compares every byte of meaning in a package that is being written with what was asked for. */
final class ReadBack {

    private static final int BUFFER = 1 << 16;

    private final DebRequest request;
    private final DebPlan plan;

    ReadBack(DebRequest request, DebPlan plan) {
        this.request = request;
        this.plan = plan;
    }

    /**
     * Checks the data member as it was packed, on its way to where it is compressed.
     *
     * @param packed a tar archive
     * @param passedOn gets all of it
     * @param task counts its bytes
     * @return the md5sums of the package (deb-md5sums(5)), without those of conffiles, which users change
     * @throws ExternalException when it holds anything else than asked for
     */
    String checkData(InputStream packed, OutputStream passedOn, Progress.Task task)
            throws ExternalException, IOException {
        InputStream tar = new BufferedInputStream(new PassingInput(packed, passedOn, task), BUFFER);
        try {
            String md5sums = md5sums(new TarReader(tar, request.output() + " (data.tar)", TarLimits.generous()));
            tar.transferTo(OutputStream.nullOutputStream());
            return md5sums;
        } catch (InputException e) {
            throw unreadable(e);
        }
    }

    /**
     * Checks the package.
     *
     * @param control what its control member should be
     * @param proof has seen the data member
     * @throws ExternalException when the package says anything else than asked for
     */
    void checkWritten(Path deb, ControlMember control, XzProof proof) throws ExternalException, IOException {
        try {
            checkControl(DebArchive.open(deb), control);
            ArFile written = ArFile.read(deb);
            try (SeekableMember data =
                    new SeekableMember(written, DebMembers.of(written).data())) {
                proof.compare(data);
            }
        } catch (InputException e) {
            throw unreadable(e);
        }
    }

    private ExternalException unreadable(InputException cause) {
        return new ExternalException(
                request.output() + " was written so that it cannot be read: " + cause.getMessage(), cause);
    }

    private void checkControl(DebArchive archive, ControlMember control) throws ExternalException {
        same("its control files", List.copyOf(control.files().keySet()), archive.controlFiles());
        for (Map.Entry<String, byte[]> file : control.files().entrySet()) {
            byte[] written = archive.controlFile(file.getKey()).orElseThrow();
            same("its control file " + file.getKey(), true, Arrays.equals(file.getValue(), written));
        }
    }

    private String md5sums(TarReader tar) throws ExternalException, InputException, IOException {
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
