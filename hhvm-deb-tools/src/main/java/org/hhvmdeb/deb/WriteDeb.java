package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.io.Compression;
import org.hhvmdeb.io.Compressor;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.StagedDirectory;
import org.hhvmdeb.io.StagedFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.ProcessRunner;

/**
 * Writes a binary package. The bytes follow from the request and the contents alone: neither the machine's time zone,
 * locale, umask or environment nor the place has a part in them. jdeb packs the data, the xz program compresses it as it
 * comes, and before the file takes its place its members are compared with the request. The data is compared as it was given
 * to xz, and the compressed data with that by the checks of its blocks ({@link org.hhvmdeb.io.XzCheckedInput}).
 */
public final class WriteDeb {

    private final Compressor compressor;

    public WriteDeb(ProcessRunner programs) {
        this.compressor = new Compressor(programs);
    }

    /**
     * Writes the package as a whole or not at all.
     *
     * @throws InputException when the request contradicts itself or lacks something; the message names it
     * @throws ExternalException when it cannot be written or was not written as asked for
     */
    public WrittenDeb run(DebRequest request, Progress progress) throws HhvmDebException {
        DebPlan plan = DebPlan.of(request.entries());
        ControlRules.check(request, plan);
        Path output = request.output().toAbsolutePath().normalize();
        try (StagedDirectory work = StagedDirectory.beside(output.resolveSibling(output.getFileName() + ".work"));
                StagedFile staged = StagedFile.beside(output)) {
            ArFile draft = ArFile.read(JdebDraft.write(plan, request.timestamp(), work.path(), progress));
            ControlMember control =
                    ControlMember.of(request, plan.installedSize(), md5sums(draft, request.conffiles()));
            Path controlTar = work.path().resolve("control.tar.gz");
            control.write(controlTar, request.timestamp());
            Path dataTar = data(draft, work.path());
            ArWriter.write(staged.path(), request.timestamp(), controlTar, dataTar);
            new ReadBack(request, plan, control).check(staged.path(), draft);
            Sha256 digest = Sha256.of(staged.path());
            staged.commit();
            return new WrittenDeb(request.output(), digest, plan.installedSize());
        } catch (IOException e) {
            throw ExternalException.during("writing " + request.output(), e);
        }
    }

    /** Without those of conffiles, which dpkg keeps elsewhere and users change. */
    private static String md5sums(ArFile draft, Set<RelativePath> conffiles) throws InputException, IOException {
        byte[] sums = DebArchive.open(draft.file()).controlFile("md5sums").orElse(new byte[0]);
        int path = 32 + "  ".length();
        return new String(sums, UTF_8)
                .lines()
                .filter(line -> !conffiles.contains(new RelativePath(line.substring(path))))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private Path data(ArFile draft, Path work) throws HhvmDebException, IOException {
        Path compressed = work.resolve("data.tar.xz");
        ArMember tar = DebMembers.of(draft).data();
        compressor.write(compressed, Compression.XZ, out -> {
            try (InputStream in = draft.open(tar)) {
                in.transferTo(out);
            }
        });
        return compressed;
    }
}
