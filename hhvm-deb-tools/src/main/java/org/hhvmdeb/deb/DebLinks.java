package org.hhvmdeb.deb;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.tar.TarItem;
import org.hhvmdeb.notice.InputException;

/** Finds what a path leads to inside a package, with the package's root as the root of all links. */
final class DebLinks {

    /** As many as Linux follows (path_resolution(7)). */
    private static final int MOST_LINKS = 40;

    private final Path deb;
    private final Map<String, TarItem> items = new HashMap<>();

    DebLinks(Path deb, List<TarItem> entries) {
        this.deb = deb;
        entries.forEach(item -> items.put(item.name(), item));
    }

    /**
     * The file behind a path.
     *
     * @return empty when the package holds nothing at this path
     * @throws InputException when links lead around in a circle, out of the package or to something that is no file
     */
    Optional<TarItem> file(RelativePath path) throws InputException {
        Deque<String> ahead = new ArrayDeque<>(path.names());
        Deque<String> reached = new ArrayDeque<>();
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                reached.pollLast();
                continue;
            }
            reached.addLast(name);
            TarItem item = items.get(String.join("/", reached));
            if (item != null && item.kind() == TarItem.Kind.SYMLINK) {
                if (++links > MOST_LINKS) {
                    throw new InputException(deb + ": the links at " + path + " lead around in a circle");
                }
                follow(item.link(), reached, ahead);
            }
        }
        return found(path, String.join("/", reached), links);
    }

    private static void follow(String target, Deque<String> reached, Deque<String> ahead) {
        if (target.startsWith("/")) {
            reached.clear();
        } else {
            reached.removeLast();
        }
        List<String> names = Arrays.asList(target.split("/"));
        for (int i = names.size() - 1; i >= 0; i--) {
            ahead.addFirst(names.get(i));
        }
    }

    private Optional<TarItem> found(RelativePath path, String end, int links) throws InputException {
        TarItem item = items.get(end);
        if (item == null && links == 0) {
            return Optional.empty();
        }
        if (item == null) {
            throw new InputException(deb + ": " + path + " leads to /" + end + ", which the package does not hold");
        }
        if (item.kind() == TarItem.Kind.HARD_LINK) {
            item = items.get(item.link().startsWith("./") ? item.link().substring(2) : item.link());
        }
        if (item == null || item.kind() != TarItem.Kind.FILE) {
            throw new InputException(deb + ": " + path + " is not a file");
        }
        return Optional.of(item);
    }
}
