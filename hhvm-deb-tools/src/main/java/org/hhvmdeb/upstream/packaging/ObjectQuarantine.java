package org.hhvmdeb.upstream.packaging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hhvmdeb.io.staging.WorkDirectory;

/**
 * Where new objects of a git repository are until they are wanted, as git does it for a push: a run that fails or is killed
 * leaves nothing in the repository that nobody would ever remove.
 */
final class ObjectQuarantine implements AutoCloseable {

    private final WorkDirectory place;
    private final Path objects;

    private ObjectQuarantine(WorkDirectory place, Path objects) {
        this.place = place;
        this.objects = objects;
    }

    /**
     * Makes an empty one; the caller is the only run of ours in the repository.
     *
     * @param common the repository's directory
     * @param objects its directory of objects
     */
    static ObjectQuarantine in(Path common, Path objects) throws IOException {
        WorkDirectory place = WorkDirectory.again(common.resolve("hhvm-deb-objects"));
        Files.createDirectory(place.path().resolve("pack"));
        return new ObjectQuarantine(place, objects);
    }

    /** A directory of objects, as git has them. */
    Path place() {
        return place.path();
    }

    /** Puts everything into the repository: what says which objects there are comes last. */
    void release() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(place())) {
            files = all.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing((Path f) -> f.toString().endsWith(".idx"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
        for (Path file : files) {
            Path target = objects.resolve(place().relativize(file).toString());
            Files.createDirectories(target.resolveSibling("."));
            if (!Files.exists(target)) {
                sync(file);
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        sync(Files.createDirectories(objects.resolve("pack")));
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        place.close();
    }
}
