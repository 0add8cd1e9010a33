package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.hhvmdeb.io.staging.StagedFile;
import org.hhvmdeb.notice.InputException;

/**
 * Follows the name of an output from link to link, as opening a file to create it does; what the last one names need not be
 * there. The kernel's links below /proc lead to whatever a process has open or runs, and are not followed: what is renamed
 * over the target of one may be the program itself. Only a walk step by step sees them behind links to directories.
 */
final class NameWalk {

    private static final Path ROOT = Path.of("/");

    private static final int MOST_LINKS = 40;

    private static final List<Path> KERNEL = List.of(Path.of("/proc"), Path.of("/sys"));

    /** Names for the directory of the process that asks. These are links as any other. */
    private static final List<Path> OURSELVES = List.of(Path.of("/proc/self"), Path.of("/proc/thread-self"));

    /** An open file of a process, by its number. Linux makes it look like a link, but it has to be opened as it is. */
    private static final Pattern DESCRIPTOR = Pattern.compile("/proc/[0-9]+(/task/[0-9]+)?/fd/[0-9]+");

    private final Path named;

    NameWalk(Path named) {
        this.named = named;
    }

    static boolean isDescriptor(Path place) {
        return DESCRIPTOR.matcher(place.toString()).matches();
    }

    /**
     * Walks.
     *
     * @return the place by its own name, free of links; an open file descriptor ends the walk
     * @throws InputException when it leads through or to what is the kernel's and is no descriptor, or round in a circle
     */
    Path end() throws IOException, InputException {
        Path absolute = named.toAbsolutePath();
        Path place = ROOT;
        Deque<Path> steps = new ArrayDeque<>();
        absolute.forEach(steps::add);
        int links = 0;
        while (!steps.isEmpty()) {
            Path next = place.resolve(steps.pop()).normalize();
            if (isDescriptor(next) && steps.isEmpty()) {
                return next;
            }
            if (!Files.isSymbolicLink(next)) {
                place = next;
                continue;
            }
            if (isKernels(next) && !OURSELVES.contains(next)) {
                throw kernels();
            }
            if (++links > MOST_LINKS) {
                throw new InputException(
                        "cannot write " + named + ": it is a symbolic link that leads round in a circle");
            }
            Path target = Files.readSymbolicLink(next);
            List<Path> insteps = new ArrayList<>();
            target.forEach(insteps::add);
            Collections.reverse(insteps);
            insteps.forEach(steps::push);
            place = target.isAbsolute() ? ROOT : place;
        }
        if (isKernels(place)) {
            throw kernels();
        }
        return place;
    }

    private InputException kernels() {
        return new InputException(named + " leads through /proc or /sys, where nothing is written but to an open file"
                + " descriptor of this process, as in /dev/fd/3; name another place");
    }

    /** By name, and where the same file systems are mounted elsewhere, too. */
    private static boolean isKernels(Path place) throws IOException {
        for (Path kernel : KERNEL) {
            if (place.startsWith(kernel) || isOfSameFileSystem(place, kernel)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfSameFileSystem(Path place, Path kernel) throws IOException {
        Path there = place;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = StagedFile.parentOf(there);
        }
        return Files.isDirectory(kernel)
                && !device(kernel).equals(device(StagedFile.parentOf(kernel)))
                && device(there).equals(device(kernel));
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }
}
