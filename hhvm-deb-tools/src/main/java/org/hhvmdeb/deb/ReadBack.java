package org.hhvmdeb.deb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.compression.XzProof;
import org.hhvmdeb.io.tar.TarLimits;
import org.hhvmdeb.io.tar.TarReader;
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
     * @throws ExternalException when it holds anything else than asked for
     */
    void checkData(InputStream packed, OutputStream passedOn, Progress.Task task)
            throws ExternalException, IOException {
        PassingInput passing = new PassingInput(packed, passedOn, task);
        InputStream tar = new BufferedInputStream(passing, BUFFER);
        try {
            checkEntries(new TarReader(tar, request.output() + " (data.tar)", TarLimits.generous()));
            tar.transferTo(OutputStream.nullOutputStream());
        } catch (InputException e) {
            if (passing.failure().isPresent()) {
                throw passing.failure().get();
            }
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

    private void checkEntries(TarReader tar) throws ExternalException, InputException, IOException {
        same("its root", Optional.of(ExpectedItem.root(request.timestamp())), tar.next());
        for (DebEntry entry : plan.entries()) {
            same("/" + entry.path(), Optional.of(ExpectedItem.of(entry, request.timestamp())), tar.next());
            if (entry instanceof DebEntry.File file) {
                checkContent(file, tar);
            }
        }
        same("what follows the last entry", Optional.empty(), tar.next());
    }

    private void checkContent(DebEntry.File file, TarReader tar) throws ExternalException, InputException, IOException {
        byte[] written = new byte[BUFFER];
        byte[] asked = new byte[BUFFER];
        try (InputStream content = Files.newInputStream(file.content())) {
            long at = 0;
            for (int n = tar.read(written); n > 0; n = tar.read(written)) {
                int read = content.readNBytes(asked, 0, n);
                if (!Arrays.equals(written, 0, n, asked, 0, read)) {
                    throw different("the content of /" + file.path() + " from byte " + at, file.content(), "other");
                }
                at += n;
            }
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
