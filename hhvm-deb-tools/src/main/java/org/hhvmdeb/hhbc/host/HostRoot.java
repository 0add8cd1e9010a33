package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/**
 * The file system of a host: this one, or a directory that holds another, such as an image. Links are followed as
 * chroot(2) would, never out of it.
 *
 * @param directory where it is
 */
public record HostRoot(Path directory) {

    /** No configuration file comes near. */
    private static final int LONGEST_TEXT = 1 << 20;

    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    public HostRoot {
        directory = directory.toAbsolutePath().normalize();
    }

    /** Whether this is the machine we run on. */
    public boolean isLive() {
        return directory.getNameCount() == 0;
    }

    /** A path of the host without links in it, as it is to be named here. */
    public Path here(String path) {
        return directory.resolve(path.replaceFirst("^/+", ""));
    }

    /** Goes from the root to a file. */
    public ResolvedPath walk(String path) throws ExternalException {
        Deque<String> left = new ArrayDeque<>(names(path));
        List<String> at = new ArrayList<>();
        List<FileStatus> directories = new ArrayList<>();
        List<FileStatus> links = new ArrayList<>();
        try {
            directories.add(FileStatus.of(directory, "/").orElseThrow(() -> new IOException("it is gone")));
            while (!left.isEmpty()) {
                String name = left.removeFirst();
                if (name.equals("..")) {
                    at = at.subList(0, Math.max(0, at.size() - 1));
                    directories.add(searched(at));
                    continue;
                }
                List<String> next = new ArrayList<>(at);
                next.add(name);
                String place = "/" + String.join("/", next);
                Optional<FileStatus> status = FileStatus.of(here(place), place);
                if (status.isPresent() && status.get().isLink()) {
                    links.add(status.get());
                    if (links.size() > MOST_LINKS) {
                        return broken(place, directories, links, "too many symbolic links on the way to " + path);
                    }
                    String target = Files.readSymbolicLink(here(place)).toString();
                    List<String> more = names(target);
                    for (int i = more.size() - 1; i >= 0; i--) {
                        left.addFirst(more.get(i));
                    }
                    if (target.startsWith("/")) {
                        at = List.of();
                        directories.add(directories.get(0));
                    }
                } else if (left.isEmpty()) {
                    return new ResolvedPath(place, directories, links, status, Optional.empty(), Optional.empty());
                } else if (status.isEmpty()) {
                    left.removeLast();
                    Path whole = Path.of(place).resolve(String.join("/", left)).normalize();
                    return new ResolvedPath(
                            place,
                            directories,
                            links,
                            Optional.empty(),
                            Optional.of(whole.toString()),
                            Optional.of("there is no directory " + place));
                } else if (!status.get().isDirectory()) {
                    return broken(place, directories, links, place + " is not a directory");
                } else {
                    directories.add(status.get());
                    at = next;
                }
            }
            FileStatus last = directories.get(directories.size() - 1);
            return new ResolvedPath(
                    last.path(), directories, links, Optional.of(last), Optional.empty(), Optional.empty());
        } catch (IOException e) {
            throw ExternalException.reading(directory + path, e);
        }
    }

    /**
     * The content of a text file, links followed.
     *
     * @return empty when there is no such file
     * @throws InputException when it is too long to be one
     */
    public Optional<String> text(String path) throws HhvmDebException {
        ResolvedPath walk = walk(path);
        if (walk.broken().isPresent() || walk.end().filter(FileStatus::isFile).isEmpty()) {
            return Optional.empty();
        }
        if (walk.end().get().size() == 0) {
            // The kernel shows files without a size that wait for something to happen.
            return Optional.of("");
        }
        try (InputStream in = Files.newInputStream(here(walk.path()))) {
            byte[] content = in.readNBytes(LONGEST_TEXT + 1);
            if (content.length > LONGEST_TEXT) {
                throw new InputException(
                        here(walk.path()) + " is longer than " + LONGEST_TEXT + " bytes, too long for a configuration");
            }
            return Optional.of(new String(content, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ExternalException.reading(here(walk.path()), e);
        }
    }

    /** The names in a directory, sorted; none when there is no such directory, or it may not be read. */
    public List<String> names(String path, String start) throws ExternalException {
        ResolvedPath walk = walk(path);
        Path place = here(walk.path());
        if (walk.broken().isPresent()
                || walk.end().filter(FileStatus::isDirectory).isEmpty()
                || !Files.isReadable(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(f -> String.valueOf(f.getFileName()))
                    .filter(n -> n.startsWith(start))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ExternalException.reading(place, e);
        } catch (UncheckedIOException e) {
            throw ExternalException.reading(place, Objects.requireNonNull(e.getCause()));
        }
    }

    private FileStatus searched(List<String> names) throws IOException {
        String place = "/" + String.join("/", names);
        return FileStatus.of(here(place), place).orElseThrow(() -> new IOException(place + " is gone"));
    }

    private static ResolvedPath broken(String place, List<FileStatus> directories, List<FileStatus> links, String why) {
        return new ResolvedPath(place, directories, links, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(n -> !n.isEmpty() && !n.equals("."))
                .toList();
    }
}
