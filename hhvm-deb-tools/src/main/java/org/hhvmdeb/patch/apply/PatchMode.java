package org.hhvmdeb.patch.apply;

import org.hhvmdeb.patch.engine.RefusedException;

/** Whose result is wanted. */
public enum PatchMode {
    /** That of dpkg-source: no fuzz, options in the series ignored. */
    STRICT,
    /** That of {@code quilt push}: the fuzz of {@code PatchRules.quilt()}, and the options of the series. */
    QUILT;

    PatchReading reading(String options) throws RefusedException {
        return this == STRICT ? PatchReading.strict() : PatchReading.quilt(options);
    }
}
