package org.hhvmdeb.upstream.verify;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What can be wrong with an orig tarball. */
public enum OrigRule implements Rule {
    SUBMODULES_DIFFER_FROM_MANIFEST(
            Severity.ERROR,
            "submodules-differ-from-manifest",
            "The tag has other submodules than the manifest.",
            "The tag was moved, or the tarball was not made of it. Find out which, and import again."),
    TAG_MOVED(
            Severity.ERROR,
            "tag-moved",
            "The tag names another commit than the manifest.",
            "Upstream, or somebody else, has moved the tag since the import. Ask upstream before you "
                    + "trust either."),
    TARBALL_COMPRESSED_OTHERWISE(
            Severity.NOTE,
            "tarball-compressed-otherwise",
            "The content is right, and the compression is not ours.",
            "Another program or other settings compressed it. An archive that has the file already "
                    + "keeps its own; nothing else is to be done."),
    TARBALL_DIFFERS_FROM_MANIFEST(
            Severity.ERROR,
            "tarball-differs-from-manifest",
            "The tarball is not the one that its manifest describes.",
            "It was replaced or damaged. Import the tag again, or get the tarball from where it was " + "published."),
    TARBALL_DUPLICATE_MEMBERS(
            Severity.WARNING,
            "tarball-duplicate-members",
            "The tarball has two members of one name.",
            "Programs that list it see both, those that unpack it keep the last. Ask who made the " + "tarball."),
    TARBALL_GIT_FILES(
            Severity.NOTE,
            "tarball-git-files",
            "One tarball has .git* files and the other has none.",
            "They are left out of the comparison, so that the rest can be compared. Nothing is to be " + "done."),
    TARBALL_PAX_HEADERS(
            Severity.WARNING,
            "tarball-pax-headers",
            "The tarball has pax headers.",
            "Old versions of dpkg do not read them. Ask who made the tarball for one without, or import "
                    + "the tag with hhvm-deb, which describes what it writes in a manifest."),
    TARBALL_WRITTEN_OTHERWISE(
            Severity.ERROR,
            "tarball-written-otherwise",
            "The tree is right, and the tarball is written in another way.",
            "Its members have another order or format than an import gives them, so its digest cannot "
                    + "be reproduced. Import the tag again.");

    private final Text text;

    OrigRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
