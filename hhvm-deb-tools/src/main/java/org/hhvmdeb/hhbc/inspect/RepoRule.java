package org.hhvmdeb.hhbc.inspect;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** What can be wrong with a bytecode repository, with the package that ships it, and with what it was compiled of. */
public enum RepoRule implements Rule {
    BYTECODE_DIFFERS(
            Severity.ERROR,
            "bytecode-differs",
            "HHVM makes other bytecode of the source than the repository has.",
            "Somebody changed the bytecode, or it was compiled with other options. Compile again; in a "
                    + "whole-program build see whether hhvm makes the same twice."),
    BYTECODE_EXTRA(
            Severity.ERROR,
            "bytecode-extra",
            "The repository has a unit that compiling again does not make.",
            "HHVM would run code that the source does not have. Compile the repository again."),
    BYTECODE_MISSING(
            Severity.ERROR,
            "bytecode-missing",
            "Compiling again makes a unit that the repository does not have.",
            "Servers would compile that file themselves, or fail in authoritative mode. Compile the "
                    + "repository again."),
    CACHE_WITHOUT_DEPENDENCY(
            Severity.ERROR,
            "cache-without-dependency",
            "The cache package does not depend on the schema that it holds.",
            "It could be installed beside an HHVM that does not use it. Package the repository again."),
    HHVM_PROVIDES_NO_SCHEMA(
            Severity.ERROR,
            "hhvm-provides-no-schema",
            "The hhvm package does not say which schema it runs.",
            "A cache that depends on hhvm-repo-schema-ID could never be installed beside it. Build hhvm "
                    + "with debian/hhvm-repo-schema.mk; for one that is already out, let the cache depend on its "
                    + "version."),
    LAYOUT_UNSUPPORTED(
            Severity.ERROR,
            "layout-unsupported",
            "HHVM of this schema writes a format that fits authoritative mode only.",
            "It writes blob repositories, which HHVM reads in authoritative mode only. Ask for the "
                    + "layout authoritative."),
    PHP_ERROR(
            Severity.ERROR,
            "php-error",
            "hhvm reports an error in a PHP file.",
            "The compiler says so, goes on, and exits with 0. Correct the file or exclude it. With "
                    + "--tolerant the line is a warning and the repository is kept."),
    REPO_CHANGING(
            Severity.ERROR,
            "repo-changing",
            "Another program is writing to the repository.",
            "What is read now need not have been there at any one moment. Stop HHVM or wait until "
                    + "nobody writes to the file, then run again."),
    REPO_DAMAGED(
            Severity.ERROR,
            "repo-damaged",
            "The repository is damaged.",
            "HHVM fails on it. Compile the repository again, or install its package again. A central "
                    + "repository can be moved aside while HHVM is stopped: HHVM then makes a new one."),
    REPO_DEBRIS(
            Severity.ERROR,
            "repo-debris",
            "The repository holds tables that belong to no whole schema.",
            "An interrupted prune left them, and an HHVM of that schema would fail on them. Compile the "
                    + "repository again."),
    REPO_EMPTY(
            Severity.ERROR,
            "repo-empty",
            "The repository holds no unit.",
            "An HHVM opened the file, and none compiled into it. Compile the site again."),
    REPO_FOREIGN_PRODUCT(
            Severity.ERROR,
            "repo-foreign-product",
            "A table says that another product wrote it.",
            "HHVM rejects such a schema. Compile the repository with the hhvm that the servers run."),
    REPO_HOT_JOURNAL(
            Severity.ERROR,
            "repo-hot-journal",
            "A program died while it was writing to the repository.",
            "The next program that opens the file with SQLite takes back what was not complete. Never "
                    + "delete the journal, and never copy one file without the other. Wait until nobody writes, "
                    + "or compile the repository again."),
    REPO_INCOMPLETE(
            Severity.ERROR,
            "repo-incomplete",
            "The repository lacks files that hhvm was given.",
            "hhvm leaves out a file that it cannot read or store, and its exit status does not say so. "
                    + "Its log tells why. Correct or exclude these files, then compile again."),
    REPO_INTERRUPTED(
            Severity.ERROR,
            "repo-interrupted",
            "hhvm had not finished writing the repository.",
            "Its name is the one of a repository in the making. Compile it again."),
    REPO_NO_SCHEMA(
            Severity.ERROR,
            "repo-no-schema",
            "The file holds no schema of HHVM.",
            "It is not a bytecode repository, or its tables were removed. Compile the site again."),
    REPO_NOT_WHOLE_PROGRAM(
            Severity.ERROR,
            "repo-not-whole-program",
            "The repository was not compiled for authoritative mode, which the layout wants.",
            "HHVM does not start on it in authoritative mode. Compile it again with the layout " + "authoritative."),
    REPO_OPENED_BY_OTHER_HHVM(
            Severity.ERROR,
            "repo-opened-by-other-hhvm",
            "An HHVM of another schema has opened the repository and left empty tables.",
            "That happens when HHVM is upgraded and the repository is not. Compile it again and keep it "
                    + "read-only."),
    REPO_SEVERAL_SCHEMAS(
            Severity.ERROR,
            "repo-several-schemas",
            "The repository holds several schemas.",
            "A cache package ships one. Compile the repository again, or prune the schemas that no " + "server runs."),
    REPO_WHOLE_PROGRAM(
            Severity.ERROR,
            "repo-whole-program",
            "The repository was compiled for authoritative mode, and the layout is another.",
            "Its units rely on each other as only authoritative mode lets them. Compile it again with "
                    + "the layout that you want."),
    REPO_WRITE_AHEAD_LOG(
            Severity.ERROR,
            "repo-write-ahead-log",
            "Another program than HHVM has written to the repository.",
            "HHVM never makes such a log, and what is in it is not looked at. Find the program that "
                    + "wrote it, or compile the repository again."),
    SCHEMA_MISMATCH(
            Severity.ERROR,
            "schema-mismatch",
            "The repository, the hhvm and the package do not name one repo schema.",
            "HHVM reads units of its own schema only, so that the cache would be useless. Compile the "
                    + "site with the hhvm that the servers run."),
    SOURCE_EXTRA(
            Severity.ERROR,
            "source-extra",
            "The repository has a file that is not among the files to compile.",
            "The file was removed or excluded since, and HHVM can still find its bytecode. Compile the "
                    + "repository again."),
    SOURCE_MISSING(
            Severity.ERROR,
            "source-missing",
            "The source has a file that the repository does not have.",
            "Servers would compile it themselves, or not find it in authoritative mode. Compile the "
                    + "repository again."),
    SOURCE_RECOMPILED_DIFFERENTLY(
            Severity.ERROR,
            "source-recompiled-differently",
            "The file was compiled with other options, or by another HHVM.",
            "Compiling it now gives another hash. Use the options and the hhvm that the repository was "
                    + "compiled with, or compile it again."),
    SOURCE_STALE(
            Severity.ERROR,
            "source-stale",
            "The file has changed since it was compiled.",
            "Servers compile the new one themselves, or run the old one in authoritative mode. Compile "
                    + "the repository again.");

    private final Text text;

    RepoRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
