package org.hhvmdeb.upstream;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.Changelog;
import org.hhvmdeb.debian.ChangelogEntry;
import org.hhvmdeb.debian.FilesExcluded;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * What the packaging says about the tarball: its name, its version, what is not in it.
 *
 * @param entry the changelog's latest, if there is a changelog
 * @param excluded by debian/copyright
 * @param count the repack count that was asked for
 */
record Packaging(UpstreamTag tag, Optional<ChangelogEntry> entry, FilesExcluded excluded, OptionalInt count) {

    private static final String DEFAULT_SOURCE = "hhvm";
    /** A repacked tarball's version ends so; uscan knows others, but they mean nothing to a reader. */
    private static final Pattern ADVERTISED = Pattern.compile("\\+(?:dfsg|ds)([0-9]*)$");

    /**
     * Reads it.
     *
     * @throws InputException when the changelog is for another version than the tag, or for another repack count
     */
    static Packaging read(ImportRequest request) throws InputException, ExternalException {
        UpstreamTag tag = UpstreamTag.parse(request.tag());
        if (request.debianDirectory().isEmpty()) {
            return new Packaging(tag, Optional.empty(), FilesExcluded.of(List.of()), request.repackCount());
        }
        Path debian = request.debianDirectory().get();
        Path copyright = debian.resolve("copyright");
        ChangelogEntry entry = Changelog.read(debian.resolve("changelog")).latest();
        tag.mustAgreeWith(entry.version(), entry.where());
        Packaging packaging = new Packaging(
                tag,
                Optional.of(entry),
                Files.exists(copyright) ? FilesExcluded.read(copyright) : FilesExcluded.of(List.of()),
                request.repackCount());
        packaging.checkCount();
        return packaging;
    }

    private void checkCount() throws InputException {
        if (entry.isEmpty() || count.isEmpty()) {
            return;
        }
        String version = entry.get().version().upstream();
        Matcher advertised = ADVERTISED.matcher(version);
        String said = advertised.find() ? advertised.group(1) : "";
        if (!said.equals(String.valueOf(count.getAsInt()))) {
            throw new InputException(
                    entry.get().where(),
                    "the version is " + version + ", but the repack count " + count.getAsInt()
                            + " was asked for; make it " + tag.repacked(count.getAsInt()) + " or do not ask");
        }
    }

    String source() {
        return entry.map(e -> e.source().text()).orElse(DEFAULT_SOURCE);
    }

    /** The versions the tarball can have: one if there is a changelog, else with and without a repack suffix. */
    List<String> possibleVersions() {
        return entry.map(e -> List.of(e.version().upstream()))
                .orElseGet(() -> List.of(tag.upstreamVersion(), tag.repacked(count.orElse(1))));
    }

    /**
     * The upstream version of the tarball.
     *
     * @param lacksSomething whether the tree lacks something that upstream has, which the version must advertise
     *     (Developer's Reference 6.7.8.2)
     * @throws InputException when the changelog's version does not
     */
    String version(boolean lacksSomething, Progress progress) throws InputException {
        if (entry.isEmpty()) {
            return lacksSomething ? tag.repacked(count.orElse(1)) : tag.upstreamVersion();
        }
        ChangelogEntry latest = entry.get();
        String version = latest.version().upstream();
        boolean advertised = ADVERTISED.matcher(version).find();
        if (lacksSomething && !advertised) {
            String right =
                    (latest.version().epoch() == 0 ? "" : latest.version().epoch() + ":")
                            + tag.repacked(1)
                            + latest.version().revision().map(r -> "-" + r).orElse("");
            throw new InputException(
                    latest.where(),
                    "the version is " + latest.version() + ", but the tarball lacks files that " + tag
                            + " has, and the version must say so; make it " + right);
        }
        if (!lacksSomething && advertised) {
            progress.warn(latest.where() + ": the version " + latest.version()
                    + " says that the tarball is repacked, but nothing was taken out of it");
        }
        return version;
    }
}
