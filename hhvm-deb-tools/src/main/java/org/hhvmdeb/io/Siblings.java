package org.hhvmdeb.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names beside a target, {@code .NAME.PID-N.part}: the process id tells abandoned ones from those in use. */
final class Siblings {

    private static final Pattern PART = Pattern.compile("\\.(.+)\\.([0-9]+)-[0-9]+\\.part");

    private Siblings() {}

    static Path parentOf(Path absolute) throws IOException {
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IOException(absolute + " cannot be written: it has no parent directory");
        }
        return parent;
    }

    static Path fresh(Path target) {
        long pid = ProcessHandle.current().pid();
        for (int n = 0; ; n++) {
            Path candidate = target.resolveSibling("." + target.getFileName() + "." + pid + "-" + n + ".part");
            if (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
                return candidate;
            }
        }
    }

    /** Where a directory is between two renames. Its name is sealed, so that nothing else is taken for it. */
    static Path old(Path target) throws IOException {
        String seal = Seal.ofUser().of("old", target, new byte[0]).substring(0, 16);
        return target.resolveSibling("." + target.getFileName() + "." + seal + ".old");
    }

    static void removeAbandoned(Path target) throws IOException {
        String name = String.valueOf(target.getFileName());
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parentOf(target))) {
            for (Path sibling : siblings) {
                Matcher part = PART.matcher(String.valueOf(sibling.getFileName()));
                if (part.matches() && part.group(1).equals(name) && !alive(Long.parseLong(part.group(2)))) {
                    FileTree.delete(sibling);
                }
            }
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
