package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which results this user's own runs have made, by their content and outside of every tree: what lies where a
 * result would be may have come with a clone, and everything in it that could be checked with it. The place does not count,
 * so that results can be moved. docs/decisions/0019 tells why.
 */
public final class OwnResults {

    /** For where there is no place to remember them: what this process made it knows. */
    private static final class OfThisProcess {
        static final Set<String> RESULTS = ConcurrentHashMap.newKeySet();
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
        OfThisProcess.RESULTS.add(content.hex());
        try {
            Files.createDirectories(directory);
            Files.createFile(directory.resolve(content.hex()));
        } catch (FileAlreadyExistsException e) {
            // It was made before.
        } catch (IOException e) {
            // As said above.
        }
    }

    /** Whether a run of this user has made it. Others could have put a name there for us where they may write. */
    public boolean has(Sha256 content) {
        if (OfThisProcess.RESULTS.contains(content.hex())) {
            return true;
        }
        try {
            Object owner = Files.getAttribute(directory.resolve(content.hex()), "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return owner instanceof Integer uid && uid == OwnUser.uid();
        } catch (IOException e) {
            return false;
        }
    }
}
