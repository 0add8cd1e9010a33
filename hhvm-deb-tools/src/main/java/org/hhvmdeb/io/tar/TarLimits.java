package org.hhvmdeb.io.tar;

/**
 * How much a tar archive may hold before it is taken for an attack.
 *
 * @param entries of any kind
 * @param bytes of all regular files together
 */
public record TarLimits(long entries, long bytes) {

    /** Of all paths together, in characters: several times what the largest HHVM has. They are kept in memory. */
    static final long TEXT = 128L << 20;

    /** Several times what the largest HHVM with its debugging symbols and third-party sources needs. */
    public static TarLimits generous() {
        return new TarLimits(2_000_000, 64L << 30);
    }
}
