package org.hhvmdeb.deb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import org.vafer.jdeb.DataConsumer;
import org.vafer.jdeb.DataProducer;
import org.vafer.jdeb.shaded.commons.compress.archivers.tar.TarArchiveEntry;
import org.vafer.jdeb.shaded.commons.compress.archivers.tar.TarConstants;

/**
 * Hands a plan to jdeb, every directory before what it holds: those jdeb would add itself get the owner of whatever
 * happens to come first, and the root would be missing.
 */
record JdebProducer(DebPlan plan) implements DataProducer {

    /** jdeb itself reads two KiB at a time. */
    private static final int BUFFER = 1 << 16;

    @Override
    public void produce(DataConsumer receiver) throws IOException {
        receiver.onEachDir(directory("./", 0755));
        for (DebEntry entry : plan.entries()) {
            String name = "./" + entry.path();
            if (entry instanceof DebEntry.Directory directory) {
                receiver.onEachDir(directory(name + "/", directory.mode()));
            } else if (entry instanceof DebEntry.Symlink link) {
                receiver.onEachLink(symlink(name, link.target()));
            } else if (entry instanceof DebEntry.File file) {
                long size = Files.size(file.content());
                // A channel, as reading that ends when the thread is interrupted.
                try (InputStream content = Channels.newInputStream(FileChannel.open(file.content()));
                        InputStream in = new BufferedInputStream(content, BUFFER)) {
                    receiver.onEachFile(in, file(name, file.mode(), size));
                }
            }
        }
    }

    private static TarArchiveEntry directory(String name, int mode) {
        return owned(new TarArchiveEntry(name, true), mode);
    }

    private static TarArchiveEntry file(String name, int mode, long size) {
        TarArchiveEntry entry = owned(new TarArchiveEntry(name, true), mode);
        entry.setSize(size);
        return entry;
    }

    private static TarArchiveEntry symlink(String name, String target) {
        TarArchiveEntry entry = owned(new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true), 0777);
        entry.setLinkName(target);
        return entry;
    }

    private static TarArchiveEntry owned(TarArchiveEntry entry, int mode) {
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        return entry;
    }
}
