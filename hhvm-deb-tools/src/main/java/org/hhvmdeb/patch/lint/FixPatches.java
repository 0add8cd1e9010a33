package org.hhvmdeb.patch.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.dep3.FieldEdit;
import org.hhvmdeb.patch.diff.CutLine;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.SectionChoice;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.series.SeriesEntry;
import org.hhvmdeb.patch.stage.PackagingEdit;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * Puts right what {@link LintPatches} finds and what has one right answer. All files change at once or none does, and only
 * the bytes that were wrong change; run again, it finds nothing to do.
 */
public final class FixPatches {

    /** One correction may be the way to the next; no header needs more rounds. */
    private static final int ROUNDS = 4;

    /**
     * Corrects the series and the patches it names; compressed patches are left alone.
     *
     * @throws InputException when the directory or the section does not exist
     * @throws ExternalException when something cannot be read or written
     */
    public FixedPatches run(LintPatchesRequest request, Progress progress) throws HhvmDebException {
        DebianDirectory.open(request.debianDirectory());
        PatchDirectory directory = new PatchDirectory(request.debianDirectory());
        List<FixedPatches.Fix> fixes = new ArrayList<>();
        try {
            Optional<Path> file = directory.seriesFile();
            if (file.isEmpty()) {
                return new FixedPatches(fixes);
            }
            PackagingEdit edit = PackagingEdit.begin(request.debianDirectory());
            Series series = Series.read(file.get());
            SectionChoice.require(series, request.section(), file.get());
            try (Progress.Task task =
                    progress.begin("correcting patches", series.entries().size(), "patch")) {
                for (SeriesEntry entry : series.entries()) {
                    if (SectionChoice.isIn(entry, request.section())) {
                        fix(directory, entry.patch(), edit, fixes);
                    }
                    task.advance(1);
                }
            }
            fixSeries(file.get(), series, edit, fixes);
            edit.commit();
            return new FixedPatches(fixes);
        } catch (IOException e) {
            throw ExternalException.during("correcting the patches of " + request.debianDirectory(), e);
        }
    }

    private static void fix(PatchDirectory directory, String patch, PackagingEdit edit, List<FixedPatches.Fix> fixes)
            throws IOException {
        Optional<Path> file = directory.plainFile(patch);
        if (file.isPresent()) {
            byte[] before = Files.readAllBytes(file.get());
            IntFunction<Location> at = line -> directory.locate(patch, line);
            byte[] after = whole(fixed(before, at, fixes), at, fixes);
            if (!Arrays.equals(before, after)) {
                edit.put(PackagingFiles.patch(patch), after);
            }
        }
    }

    private static byte[] whole(byte[] content, IntFunction<Location> at, List<FixedPatches.Fix> fixes) {
        Optional<byte[]> whole = CutLine.completed(content);
        if (whole.isPresent()) {
            FileLines before = new FileLines(content);
            int last = before.count();
            fixes.add(new FixedPatches.Fix(
                    at.apply(last),
                    PatchRule.PATCH_WITHOUT_FINAL_NEWLINE,
                    before.get(last).shown(),
                    new FileLines(whole.get()).get(last).shown()));
        }
        return whole.orElse(content);
    }

    private static byte[] fixed(byte[] content, IntFunction<Location> at, List<FixedPatches.Fix> fixes) {
        byte[] fixed = content;
        for (int round = 0; round < ROUNDS; round++) {
            List<HeaderFinding> remarks = HeaderLint.fixable(fixed, at);
            if (remarks.isEmpty()) {
                break;
            }
            FileLines lines = new FileLines(fixed);
            fixed = HeaderLint.fixed(fixed, remarks);
            for (HeaderFinding remark : remarks) {
                FieldEdit edit = remark.fix().orElseThrow();
                int line = edit.field().line();
                fixes.add(new FixedPatches.Fix(
                        at.apply(line),
                        remark.finding().rule(),
                        lines.get(line).shown(),
                        edit.name() + ": " + edit.value()));
            }
        }
        return fixed;
    }

    private static void fixSeries(Path file, Series series, PackagingEdit edit, List<FixedPatches.Fix> fixes) {
        Series fixed = series.readingTheSameInQuilt();
        for (int i = 0; i < series.lines().size(); i++) {
            String before = series.lines().get(i).text();
            String after = fixed.lines().get(i).text();
            if (!before.equals(after)) {
                fixes.add(new FixedPatches.Fix(
                        new Location(file.toString(), i + 1),
                        before.endsWith("\n")
                                ? PatchRule.SERIES_LINE_DIFFERS_IN_QUILT
                                : PatchRule.QUILT_SERIES_WITHOUT_TRAILING_NEWLINE,
                        shown(before),
                        shown(after)));
            }
        }
        if (!Arrays.equals(series.toBytes(), fixed.toBytes())) {
            edit.put(PackagingFiles.patch(String.valueOf(file.getFileName())), fixed.toBytes());
        }
    }

    private static String shown(String line) {
        return new FileLines(ByteText.encode(line)).get(1).shown();
    }
}
