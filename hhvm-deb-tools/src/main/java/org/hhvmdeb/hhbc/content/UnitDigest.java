package org.hhvmdeb.hhbc.content;

/**
 * A unit with all that hangs on it.
 *
 * @param number the unitSn it has in its file
 * @param hash what names its content, in hexadecimal digits; empty where rows hang on no unit
 * @param digest over all its rows in all tables, its number left out
 * @param bytes how much that is
 */
public record UnitDigest(long number, String hash, String digest, long bytes) {}
