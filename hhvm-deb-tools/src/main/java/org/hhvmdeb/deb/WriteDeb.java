package org.hhvmdeb.deb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.compression.Compressor;
import org.hhvmdeb.io.compression.XzBlocks;
import org.hhvmdeb.io.compression.XzProof;
import org.hhvmdeb.io.staging.StagedDirectory;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Writes a binary package. The bytes follow from the request and the contents alone: neither the machine's time zone,
 * locale, umask or environment nor the place has a part in them. jdeb packs the data, the xz program compresses it as it
 * comes, and before the file takes its place its members are compared with the request: the data on its way to xz, and the
 * compressed data with that by the checks of its blocks ({@link XzProof}).
 */
public final class WriteDeb {

    private final Compressor compressor;

    public WriteDeb(ProcessRunner programs) {
        this.compressor = new Compressor(programs);
    }

    /** What is worth doing while jdeb packs, which keeps one processor busy. */
    @FunctionalInterface
    public interface Meanwhile {

        /** Does it; what it throws ends the writing. */
        void run() throws HhvmDebException;
    }

    /**
     * Writes the package as a whole or not at all.
     *
     * @throws InputException when the request contradicts itself or lacks something; the message names it
     * @throws ExternalException when it cannot be written or was not written as asked for
     */
    public WrittenDeb run(DebRequest request, Progress progress) throws HhvmDebException {
        return run(request, () -> {}, progress);
    }

    /**
     * Writes the package as a whole or not at all, and does something else beside.
     *
     * @throws HhvmDebException what is done meanwhile throws, and what writing a package throws
     */
    public WrittenDeb run(DebRequest request, Meanwhile meanwhile, Progress progress) throws HhvmDebException {
        DebPlan plan = DebPlan.of(request.entries());
        ControlRules.check(request, plan);
        Path output = request.output().toAbsolutePath().normalize();
        try (StagedDirectory work = StagedDirectory.beside(output.resolveSibling(output.getFileName() + ".work"));
                StagedFile staged = StagedFile.beside(output)) {
            ReadBack readBack = new ReadBack(request, plan);
            Path dataTar = work.path().resolve("data.tar.xz");
            ControlMember control;
            XzProof proof;
            try (JdebDraft draft = JdebDraft.begin(plan, request.timestamp(), work.path(), progress)) {
                meanwhile.run();
                control = ControlMember.of(request, plan.installedSize(), Md5sums.of(plan, request));
                proof = compress(draft, dataTar, readBack, progress);
            }
            Path controlTar = work.path().resolve("control.tar.gz");
            control.write(controlTar, request.timestamp());
            ArWriter.write(staged.path(), request.timestamp(), controlTar, dataTar);
            readBack.checkWritten(staged.path(), control, proof);
            Sha256 digest = Sha256.of(staged.path());
            staged.commit();
            return new WrittenDeb(request.output(), digest, plan.installedSize());
        } catch (IOException e) {
            throw ExternalException.writing(output.getFileName(), e);
        }
    }

    private XzProof compress(JdebDraft draft, Path dataTar, ReadBack readBack, Progress progress)
            throws HhvmDebException, IOException {
        AtomicReference<XzProof> proof = new AtomicReference<>();
        try (ArArchiveInputStream ar = new ArArchiveInputStream(draft.open())) {
            long size = data(ar).getSize();
            XzBlocks blocks = XzBlocks.of(size);
            try (Progress.Task task = progress.begin("packing", size, "byte")) {
                compressor.writeXz(dataTar, blocks, out -> {
                    XzProof proven = new XzProof(out, blocks);
                    proof.set(proven);
                    readBack.checkData(ar, proven, task);
                });
            }
        }
        return Objects.requireNonNull(proof.get());
    }

    /** Goes to the data member. */
    private static ArArchiveEntry data(ArArchiveInputStream draft) throws IOException {
        ArArchiveEntry member = draft.getNextEntry();
        while (member != null && !member.getName().startsWith("data.tar")) {
            member = draft.getNextEntry();
        }
        if (member == null) {
            throw new IOException("jdeb wrote no data member");
        }
        return member;
    }
}
