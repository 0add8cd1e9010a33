package org.hhvmdeb.deb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import org.tukaani.xz.SeekableInputStream;

/** An archive member in which the reader of an index can move about. */
final class SeekableMember extends SeekableInputStream {

    private final SeekableByteChannel file;
    private final ArMember member;

    SeekableMember(ArFile ar, ArMember member) throws IOException {
        this.file = Files.newByteChannel(ar.file()).position(member.offset());
        this.member = member;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long left = member.size() - position();
        return left <= 0 ? -1 : file.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left)));
    }

    @Override
    public long length() {
        return member.size();
    }

    @Override
    public long position() throws IOException {
        return file.position() - member.offset();
    }

    @Override
    public void seek(long position) throws IOException {
        file.position(member.offset() + position);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
