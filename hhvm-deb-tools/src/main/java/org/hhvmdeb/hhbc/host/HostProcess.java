package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.notice.ExternalException;

/**
 * A process of a host, as {@code /proc} shows it (proc(5)). Everybody may start one, give it any name and words, and end it while it is
 * looked at, so nothing about it is an error: what cannot be read is empty, and only a beginning is read.
 *
 * @param directory where the kernel shows it
 */
public record HostProcess(HostRoot root, String pid, Path directory) {

    /** No command line or environment that hhvm is started with comes near. */
    private static final int LONGEST = 1 << 18;

    private static final Pattern SERVER = Pattern.compile(" (?:-m|--mode)[ =]?(?:server|daemon)\\b");

    /** All there are. */
    public static List<HostProcess> of(HostRoot root) throws ExternalException {
        Path all = root.here(root.walk("/proc").path());
        return root.names("/proc", "").stream()
                .filter(n -> n.matches("[0-9]+"))
                .map(n -> new HostProcess(root, n, all.resolve(n)))
                .toList();
    }

    /** Its command line. */
    List<String> words() {
        return split(text("cmdline"));
    }

    /** Its variables, each with its value behind a {@code =}. */
    List<String> environment() {
        return split(text("environ"));
    }

    /** Whether its command line is that of a server of HHVM's. */
    boolean isServer() {
        List<String> words = words();
        return isHhvm(words) && SERVER.matcher(String.join(" ", words)).find();
    }

    /** Whether it goes by the name of hhvm, or its program does. */
    public boolean isCalledHhvm() {
        return isHhvm(words())
                || link("exe")
                        .filter(e -> e.matches("(?:.*/)?hhvm(?: \\(deleted\\))?"))
                        .isPresent();
    }

    private static boolean isHhvm(List<String> words) {
        return !words.isEmpty() && words.get(0).replaceFirst("(?s).*/", "").equals("hhvm");
    }

    /**
     * Whether it sees the files of this host under the names they have here. One in a container does not, although the host's
     * {@code /proc} shows it; what nobody may look at is taken for one of ours.
     */
    boolean isOfThisRoot() {
        Path its = directory.resolve("root");
        try {
            return !Files.exists(its, LinkOption.NOFOLLOW_LINKS) || Files.isSameFile(its, root.directory());
        } catch (IOException e) {
            return true;
        }
    }

    /** Its program; on the machine itself the file can be read through this link even when it is deleted. Empty where it cannot. */
    public Optional<Path> program() {
        try {
            Path file = root.isLive()
                    ? directory.resolve("exe")
                    : root.here(root.walk("/proc/" + pid + "/exe").path());
            return Optional.of(file).filter(Files::isRegularFile).filter(Files::isReadable);
        } catch (ExternalException e) {
            return Optional.empty();
        }
    }

    /** Where a link of its directory leads. */
    Optional<String> link(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(directory.resolve(name)).toString());
        } catch (IOException e) {
            // Another user's process: nobody but its owner and root may know.
            return Optional.empty();
        }
    }

    /** The beginning of a file in its directory. */
    String text(String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LONGEST);
            int end = content.length;
            // A word that is cut off does not count.
            while (content.length == LONGEST && end > 0 && content[end - 1] != 0) {
                end--;
            }
            return new String(content, 0, end, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0", 0));
    }
}
