package org.hhvmdeb.upstream.orig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.ChangelogEntry;
import org.hhvmdeb.debian.DebianDirectory;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.PackagingFiles;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * What the packaging says about the tarball: its name, its version, what is not in it.
 *
 * @param source the source package
 * @param entry the changelog's latest, if there is a changelog and that is for the tag
 * @param repacked the version of a tarball from which something was taken out, where no entry says it
 * @param count the number after {@code +dfsg} that was asked for
 * @param excluded by debian/copyright
 */
record Packaging(
        UpstreamTag tag,
        String source,
        Optional<ChangelogEntry> entry,
        String repacked,
        OptionalInt count,
        FilesExcluded excluded) {

    private static final String DEFAULT_SOURCE = "hhvm";
    /** A repacked tarball's version ends so; uscan knows others, but they mean nothing to a reader. */
    private static final Pattern ADVERTISED = Pattern.compile("\\+(?:dfsg|ds)([0-9]*)$");

    /**
     * Reads it.
     *
     * @throws InputException when the changelog is for another version than the tag, or for another repack count
     */
    static Packaging read(ImportRequest request) throws HhvmDebException {
        UpstreamTag tag = UpstreamTag.parse(request.tag());
        OptionalInt count = request.repackCount();
        if (request.debianDirectory().isEmpty()) {
            return new Packaging(
                    tag,
                    DEFAULT_SOURCE,
                    Optional.empty(),
                    tag.repacked(count.orElse(1)),
                    count,
                    FilesExcluded.of(List.of()));
        }
        Path debian = request.debianDirectory().get();
        DebianDirectory.require(debian);
        Path copyright = debian.resolve("copyright");
        ChangelogEntry latest = PackagingFiles.changelog(debian).latest();
        boolean follows = request.changelogFollows() && isEarlier(latest, tag);
        if (!follows) {
            tag.mustAgreeWith(latest.version(), latest.where());
            checkCount(tag, latest, count);
        }
        return new Packaging(
                tag,
                latest.source().text(),
                follows ? Optional.empty() : Optional.of(latest),
                count.isPresent() ? tag.repacked(count.getAsInt()) : repackedAfter(latest, tag),
                count,
                Files.exists(copyright) ? FilesExcluded.read(copyright) : FilesExcluded.of(List.of()));
    }

    private static boolean isEarlier(ChangelogEntry latest, UpstreamTag tag) {
        return !tag.agreesWith(latest.version()) && latest.version().compareTo(tag.packageAfter(latest.version())) < 0;
    }

    /** The counter is spelled as the version before spells it, as a rebase of the patches does. */
    private static String repackedAfter(ChangelogEntry latest, UpstreamTag tag) {
        String next = tag.packageAfter(latest.version()).upstream();
        return ADVERTISED.matcher(next).find() ? next : tag.repacked(1);
    }

    private static void checkCount(UpstreamTag tag, ChangelogEntry latest, OptionalInt count) throws InputException {
        String version = latest.version().upstream();
        Matcher advertised = ADVERTISED.matcher(version);
        String said = advertised.find() ? advertised.group(1) : "";
        if (count.isPresent() && !said.equals(String.valueOf(count.getAsInt()))) {
            throw new InputException(
                    latest.where(),
                    "the version is " + latest.version() + ", but the repack count " + count.getAsInt()
                            + " was asked for; make it " + whole(latest, tag.repacked(count.getAsInt()))
                            + " or do not ask");
        }
    }

    /** An upstream version with the epoch and the revision that the changelog has. */
    private static String whole(ChangelogEntry latest, String upstream) {
        return (latest.version().epoch() == 0 ? "" : latest.version().epoch() + ":")
                + upstream
                + latest.version().revision().map(r -> "-" + r).orElse("");
    }

    /** The versions the tarball can have: one if the changelog says it, else with and without a repack suffix. */
    List<String> possibleVersions() {
        if (entry.isPresent()) {
            return List.of(entry.get().version().upstream());
        }
        return count.isPresent() ? List.of(repacked) : List.of(tag.upstreamVersion(), repacked);
    }

    /**
     * The upstream version of the tarball.
     *
     * @param lacksSomething whether the tree lacks something that upstream has, which the version must advertise
     *     (Developer's Reference 6.7.8.2)
     * @throws InputException when the changelog's version does not, or a repack count was asked for and there is nothing to count
     */
    String version(boolean lacksSomething, Progress progress) throws InputException {
        if (count.isPresent() && !lacksSomething) {
            throw new InputException(
                    "the repack count " + count.getAsInt() + " was asked for, but nothing is taken out of " + tag
                            + ", so there is nothing to count; exclude something, or do not ask");
        }
        if (entry.isEmpty()) {
            return lacksSomething ? repacked : tag.upstreamVersion();
        }
        ChangelogEntry latest = entry.get();
        String version = latest.version().upstream();
        boolean advertised = ADVERTISED.matcher(version).find();
        if (lacksSomething && !advertised) {
            throw new InputException(
                    latest.where(),
                    "the version is " + latest.version() + ", but the tarball lacks files that " + tag
                            + " has, and the version must say so; make it " + whole(latest, tag.repacked(1)));
        }
        if (!lacksSomething && advertised) {
            progress.warn(latest.where() + ": the version " + latest.version()
                    + " says that the tarball is repacked, but nothing was taken out of it");
        }
        return version;
    }
}
