package org.hhvmdeb.deb;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hhvmdeb.io.tar.TarItem;

/** What the archive should say about an entry of a plan. */
final class ExpectedItem {

    private ExpectedItem() {}

    static TarItem root(Instant timestamp) {
        return item(".", TarItem.Kind.DIRECTORY, 0755, 0, "", timestamp);
    }

    static TarItem of(DebEntry entry, Instant timestamp) throws IOException {
        String name = entry.path().text();
        if (entry instanceof DebEntry.File file) {
            return item(name, TarItem.Kind.FILE, file.mode(), Files.size(file.content()), "", timestamp);
        }
        if (entry instanceof DebEntry.Symlink link) {
            return item(name, TarItem.Kind.SYMLINK, 0777, 0, link.target(), timestamp);
        }
        return item(name, TarItem.Kind.DIRECTORY, ((DebEntry.Directory) entry).mode(), 0, "", timestamp);
    }

    private static TarItem item(String name, TarItem.Kind kind, int mode, long size, String link, Instant timestamp) {
        Instant time = timestamp.truncatedTo(ChronoUnit.SECONDS);
        return new TarItem(name, kind, mode, size, time, link, TarItem.Owner.ROOT);
    }
}
