package org.hhvmdeb.upstream.verify;

import java.time.Instant;

/**
 * One member of a source tarball.
 *
 * @param kind what it is
 * @param mode the permission bits
 * @param size of a file's content in bytes, 0 for anything else
 * @param content the digest of a file's content in hexadecimal digits, or the target of a link
 * @param time when the tarball says it was changed
 * @param owner user and group in numbers and names
 */
record TarballMember(Kind kind, int mode, long size, String content, Instant time, String owner) {

    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        HARD_LINK,
        OTHER
    }

    /** Whether its owner can execute it, which is all of a file's mode that dpkg-source keeps. */
    boolean isExecutable() {
        return (mode & 0100) != 0;
    }
}
