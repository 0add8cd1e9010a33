package org.hhvmdeb.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Completed;

/**
 * A chroot whose root is no mount point, as package builders have it. What is mounted into it ends with the program, and what is
 * in {@link #data} lies on the root itself.
 */
public final class BareRoot {

    private static final String DATA = "bare-root-data";
    private static final String SCRIPT = Path.of("src/test/resources/org/hhvmdeb/process/enter-bare-root")
            .toAbsolutePath()
            .toString();

    private final Path root;

    private BareRoot(Path root) {
        this.root = root;
    }

    /**
     * Needs root or name spaces of users.
     *
     * @param root an empty directory
     */
    public static BareRoot in(Path root) throws IOException, HhvmDebException {
        Files.createDirectory(root.resolve(DATA));
        BareRoot bare = new BareRoot(root);
        assumeTrue(
                bare.run(List.of("/bin/true")).exitCode() == 0,
                "mounts need root, and a root that is a mount point itself");
        assertThat(bare.java(AskFileStore.class, bare.inside("")).describe()).contains("Mount point not found");
        return bare;
    }

    /** A directory on the root, seen from outside. */
    public Path data() {
        return root.resolve(DATA);
    }

    /** A path under {@link #data}, seen from inside. */
    public String inside(String path) {
        return "/" + DATA + "/" + path;
    }

    /** Runs a class of the class path of the tests. */
    public Completed java(Class<?> main, String... arguments) throws HhvmDebException {
        List<String> words = JavaCommand.words(main, "-Djava.io.tmpdir=" + inside(""));
        words.addAll(List.of(arguments));
        return run(words);
    }

    private Completed run(List<String> words) throws HhvmDebException {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount"));
        if (!Files.isWritable(Path.of("/"))) {
            all.addAll(List.of("--user", "--map-root-user"));
        }
        all.addAll(List.of("sh", SCRIPT, root.toString()));
        all.addAll(words);
        return Programs.untethered().run(Command.of(all).with("HOME", inside("")));
    }

    /** Says what Java's own way of asking for the file system of a path answers. */
    public static final class AskFileStore {
        private AskFileStore() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(Files.getFileStore(Path.of(arguments[0])));
        }
    }
}
