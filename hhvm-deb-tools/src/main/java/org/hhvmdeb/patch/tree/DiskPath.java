package org.hhvmdeb.patch.tree;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Names of files byte for byte, whatever the locale: a {@link Path} made from text takes only what the locale can write,
 * one made from a URI takes any bytes.
 */
public final class DiskPath {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private DiskPath() {}

    /**
     * The path of a thing in a tree.
     *
     * @param path its path in the tree, as {@link ByteText} has it
     */
    public static Path of(Path root, String path) {
        if (isPlain(path)) {
            return root.resolve(path);
        }
        String base = root.toAbsolutePath().toUri().toString();
        return Path.of(URI.create(base + (base.endsWith("/") ? "" : "/") + escape(path)));
    }

    /** The target of a symbolic link. */
    public static Path target(String text) {
        if (isPlain(text)) {
            return Path.of(text);
        }
        Path absolute = Path.of(URI.create("file:///" + escape(text.replaceFirst("^/+", ""))));
        return text.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    private static String escape(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : ByteText.encode(path)) {
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
            }
        }
        return uri.toString();
    }

    /** The last name of a path on the disk. */
    public static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        if (isPlain(name)) {
            return name;
        }
        String uri = withoutEnd(file.toUri().getRawPath());
        return decode(uri.substring(uri.lastIndexOf('/') + 1));
    }

    /** The bytes of a path that is no place below a tree, such as the target of a link. */
    public static String text(Path path) {
        String text = path.toString();
        if (isPlain(text)) {
            return text;
        }
        String uri = withoutEnd(path.toUri().getRawPath());
        String here = withoutEnd(Path.of("").toUri().getRawPath()) + "/";
        return decode(path.isAbsolute() ? uri : uri.substring(here.length()));
    }

    private static String withoutEnd(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    private static String decode(String escaped) {
        byte[] bytes = new byte[escaped.length()];
        int length = 0;
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(escaped.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return ByteText.decode(Arrays.copyOf(bytes, length));
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
