package org.hhvmdeb.patch.rebase;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.patch.series.SeriesEntry;

/** What people made of conflicts. */
@FunctionalInterface
interface Resolutions {

    /** Nobody has resolved anything yet. */
    Resolutions NONE = entry -> Optional.empty();

    /** The files of a patch as they are to be, empty where one is to be gone; nothing where it had no conflict. */
    Optional<Map<String, Optional<byte[]>>> of(SeriesEntry entry) throws IOException, InputException;
}
