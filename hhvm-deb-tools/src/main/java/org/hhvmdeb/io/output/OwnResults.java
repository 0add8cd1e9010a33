package org.hhvmdeb.io.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hhvmdeb.io.OwnUser;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.staging.Seal;
import org.hhvmdeb.io.staging.StagedFile;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which results this user's own runs have made, by their content and outside of every tree: what lies where a
 * result would be may have come with a clone, and everything in it that could be checked with it. The place does not count,
 * so that results can be moved. docs/decisions/0019 tells why. With a result it can be remembered what it was made of, see
 * docs/decisions/0023.
 */
public final class OwnResults {

    private static final int LARGEST = 1 << 20;

    /** For where there is no place to remember them: what this process made it knows. */
    private static final class OfThisProcess {
        static final Map<String, MadeOf> RESULTS = new ConcurrentHashMap<>();
    }

    private final Path directory;

    private OwnResults(Path directory) {
        this.directory = directory;
    }

    /** Those of the user we run as, beside the key of {@link Seal#ofUser}. */
    public static OwnResults ofUser() {
        return new OwnResults(Seal.ofUser().keyFile().resolveSibling("results"));
    }

    /** Remembers a result. Where there is no place for that, it is one that no later run knows, and is made again. */
    public void add(Sha256 content) {
        OfThisProcess.RESULTS.putIfAbsent(content.hex(), MadeOf.nothing());
        try {
            Files.createDirectories(directory);
            Files.createFile(directory.resolve(content.hex()));
        } catch (FileAlreadyExistsException e) {
            // It was made before.
        } catch (IOException e) {
            // As said above.
        }
    }

    /** Remembers a result and what it was made of, in the same way. */
    public void add(Sha256 content, MadeOf inputs) {
        OfThisProcess.RESULTS.put(content.hex(), inputs);
        try {
            StagedFile.write(directory.resolve(content.hex()), inputs.text());
        } catch (IOException e) {
            // As said above.
        }
    }

    /** Whether a run of this user has made it. Others could have put a name there for us where they may write. */
    public boolean has(Sha256 content) {
        return OfThisProcess.RESULTS.containsKey(content.hex()) || isOurs(directory.resolve(content.hex()));
    }

    /**
     * What a result was made of, where a run of this user has made it and remembered that.
     *
     * @return empty for all others, and where nothing was remembered but the result
     */
    public Optional<MadeOf> madeOf(Sha256 content) {
        MadeOf here = OfThisProcess.RESULTS.get(content.hex());
        return Optional.ofNullable(here == null ? read(directory.resolve(content.hex())) : here)
                .filter(inputs -> !inputs.equals(MadeOf.nothing()));
    }

    private static @Nullable MadeOf read(Path file) {
        try {
            return isOurs(file) && Files.size(file) <= LARGEST ? MadeOf.parse(Files.readString(file)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isOurs(Path file) {
        try {
            Object owner = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return owner instanceof Integer uid && uid == OwnUser.uid();
        } catch (IOException e) {
            return false;
        }
    }
}
