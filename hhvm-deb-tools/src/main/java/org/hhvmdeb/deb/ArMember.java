package org.hhvmdeb.deb;

/**
 * A member of an ar archive.
 *
 * @param name without the slash that some writers end it with
 * @param time seconds since 1970
 * @param offset of its content, in bytes from the start of the file
 */
record ArMember(String name, long time, long userId, long groupId, int mode, long offset, long size) {}
