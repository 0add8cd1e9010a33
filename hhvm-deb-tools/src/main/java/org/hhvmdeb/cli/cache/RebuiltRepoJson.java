package org.hhvmdeb.cli.cache;

import java.nio.file.Path;
import org.hhvmdeb.hhbc.rebuild.PageDifference;
import org.hhvmdeb.hhbc.rebuild.RebuiltRepo;
import org.hhvmdeb.hhbc.rebuild.StableLayout;
import org.hhvmdeb.io.JsonObject;

/** What {@code cache rebuild} tells a machine; blocks are of 4 KiB. */
record RebuiltRepoJson(Path file, long units, long kept, long pages, long freePages, long blocks, long differentBlocks)
        implements JsonObject {

    static RebuiltRepoJson of(RebuiltRepo rebuilt) {
        StableLayout layout = rebuilt.layout();
        PageDifference difference = rebuilt.difference();
        return new RebuiltRepoJson(
                rebuilt.file(),
                layout.units(),
                layout.kept(),
                layout.pages(),
                layout.freePages(),
                difference.blocks(),
                difference.different());
    }
}
