package org.hhvmdeb.patch.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.check.TagReports.TagReport;
import org.hhvmdeb.patch.diff.ParsedPatch;
import org.hhvmdeb.patch.engine.SeriesApplier;
import org.hhvmdeb.patch.lint.SeriesLint;
import org.hhvmdeb.patch.series.PatchDirectory;
import org.hhvmdeb.patch.series.Series;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.UnreadableTreeException;
import org.hhvmdeb.upstream.tree.UpstreamFiles;

/**
 * Checks the patch series of a source package against upstream tags in a git repository, without a checkout and without
 * their orig tarballs. The verdict is that of {@link CheckPatches} on the tarball {@code upstream import} makes of the tag.
 */
public final class CheckPatchesOnTags {

    /**
     * Checks the series on every tag.
     *
     * @throws InputException when the packaging, the repository or a tag does not exist, or a patch touches a submodule
     *     that cannot be fetched
     * @throws ExternalException when the repository cannot be reached or lacks a file that a patch touches
     */
    public TagReports run(CheckTagsRequest request, Progress progress) throws HhvmDebException {
        DebianDirectory.open(request.debianDirectory());
        List<UpstreamTag> tags = new ArrayList<>();
        for (String tag : request.tags()) {
            tags.add(UpstreamTag.parse(tag));
        }
        try (TagTrees trees = TagTrees.open(request.upstream(), request.debianDirectory(), progress)) {
            return check(request, tags, trees, progress);
        } catch (UnreadableTreeException e) {
            throw e.failure();
        } catch (IOException e) {
            throw ExternalException.during("checking the patches of " + request.debianDirectory(), e);
        }
    }

    private static TagReports check(CheckTagsRequest request, List<UpstreamTag> tags, TagTrees trees, Progress progress)
            throws HhvmDebException, IOException {
        PatchDirectory directory = new PatchDirectory(request.debianDirectory());
        Optional<Path> seriesFile = directory.seriesFile();
        Series series = seriesFile.isPresent() ? Series.read(seriesFile.get()) : Series.of(new byte[0]);
        Map<String, ParsedPatch> patches = CheckPatches.readPatches(directory, series);
        List<TagReport> reports = new ArrayList<>();
        for (UpstreamTag tag : tags) {
            UpstreamFiles files = trees.files(tag);
            PatchReport report = seriesFile.isEmpty()
                    ? new PatchReport(SeriesLint.withoutSeries(directory), List.of())
                    : check(new SeriesCheck(directory, series), seriesFile.get(), patches, trees.tree(files), progress);
            reports.add(new TagReport(tag, files.commit(), report));
        }
        trees.repository().refuseUnknownSubmodules(progress);
        return new TagReports(reports);
    }

    private static PatchReport check(
            SeriesCheck check, Path seriesFile, Map<String, ParsedPatch> patches, SourceTree tree, Progress progress)
            throws HhvmDebException, IOException {
        check.lint(seriesFile);
        if (check.isSecure()) {
            check.apply(patches, new SeriesApplier(tree, CheckPatches.UMASK), progress);
        }
        return check.report();
    }
}
