package org.hhvmdeb.upstream.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;

/**
 * A repository that looks at the head of a pack before JGit makes room for as many objects as it announces. Every protocol
 * brings its packs through here.
 */
final class ReceivingRepository extends FileRepository {

    private static final int PACK_HEAD = 12;

    private final Watch watch;

    private ReceivingRepository(FileRepositoryBuilder builder, Watch watch) throws IOException {
        super(builder);
        this.watch = watch;
    }

    static ReceivingRepository open(FileRepositoryBuilder repository, Watch watch) throws IOException {
        return new ReceivingRepository(repository.setMustExist(true).setup(), watch);
    }

    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter plain = super.newObjectInserter();
        return new ObjectInserter.Filter() {
            @Override
            protected ObjectInserter delegate() {
                return plain;
            }

            @Override
            public PackParser newPackParser(InputStream in) throws IOException {
                PackParser parser = plain.newPackParser(checked(in));
                parser.setMaxObjectSizeLimit(watch.limits().objectSize());
                return parser;
            }
        };
    }

    /** JGit would clear up in a thread of its own, which nobody waits for, in a directory that is moved or removed next. */
    @Override
    public void autoGC(ProgressMonitor monitor) {}

    private InputStream checked(InputStream in) throws IOException {
        byte[] head = in.readNBytes(PACK_HEAD);
        if (head.length == PACK_HEAD) {
            long objects = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(2 * Integer.BYTES));
            if (objects > watch.limits().objects()) {
                throw watch.tooManyObjects(objects);
            }
        }
        return new SequenceInputStream(new ByteArrayInputStream(head), in);
    }
}
