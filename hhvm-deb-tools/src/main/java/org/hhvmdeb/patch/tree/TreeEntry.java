package org.hhvmdeb.patch.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A thing in a source tree. Two entries are the same only if they are one object, as files are the same only if they are
 * one inode.
 */
public final class TreeEntry {

    /** What kind of thing it is. */
    public enum Type {
        FILE,
        DIRECTORY,
        LINK,
        /** A device, pipe or socket. */
        OTHER
    }

    /** Reads a file's content; called again each time it is needed. */
    @FunctionalInterface
    public interface Content {
        byte[] read() throws IOException;

        /** The file on the disk that is nothing but this content, if there is one. */
        default Optional<Path> file() {
            return Optional.empty();
        }
    }

    private record OnDisk(Path path) implements Content {

        @Override
        public byte[] read() throws IOException {
            return Files.readAllBytes(path);
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }
    }

    private final Type type;
    private final int mode;
    private final long size;
    private final Content content;

    private TreeEntry(Type type, int mode, long size, Content content) {
        this.type = type;
        this.mode = mode;
        this.size = size;
        this.content = content;
    }

    /**
     * A file whose content is read when somebody asks for it.
     *
     * @param mode the permission bits
     */
    public static TreeEntry file(int mode, long size, Content content) {
        return new TreeEntry(Type.FILE, mode & 07777, size, content);
    }

    /** A file on the disk, which nobody changes while we are at work. */
    public static TreeEntry file(int mode, long size, Path file) {
        return file(mode, size, new OnDisk(file));
    }

    /** A file in memory. */
    public static TreeEntry file(int mode, byte[] content) {
        return file(mode, content.length, () -> content);
    }

    public static TreeEntry directory(int mode) {
        return new TreeEntry(Type.DIRECTORY, mode & 07777, 0, () -> new byte[0]);
    }

    /** A symbolic link; its content is its target. */
    public static TreeEntry link(String target) {
        return link(ByteText.encode(target));
    }

    public static TreeEntry link(byte[] bytes) {
        return new TreeEntry(Type.LINK, 0777, bytes.length, () -> bytes);
    }

    public static TreeEntry other() {
        return new TreeEntry(Type.OTHER, 0, 0, () -> new byte[0]);
    }

    public Type type() {
        return type;
    }

    public boolean isFile() {
        return type == Type.FILE;
    }

    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }

    public boolean isLink() {
        return type == Type.LINK;
    }

    /** The permission bits. */
    public int mode() {
        return mode;
    }

    /** The length of the content in bytes. */
    public long size() {
        return size;
    }

    /** The bytes of a file, the target of a link. */
    public byte[] content() throws IOException {
        return content.read();
    }

    /** The file on the disk that has the content, if there is one. */
    public Optional<Path> file() {
        return content.file();
    }

    @Override
    public String toString() {
        return type + " " + Integer.toOctalString(mode) + " " + size;
    }
}
