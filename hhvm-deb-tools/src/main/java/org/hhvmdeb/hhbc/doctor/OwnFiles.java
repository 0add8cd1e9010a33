package org.hhvmdeb.hhbc.doctor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.IniFile;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.hhbc.inspect.SchemaContent;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * What is proven to be HHVM's own. No command changes, moves, gives away or removes anything else: configuration names what
 * it likes, and the name of a file proves nothing. Whatever cannot be read is not proven.
 */
record OwnFiles(HostContext context) {

    /** Its first name below the places for variable data and for data of the site. */
    private static final Pattern NAMED = Pattern.compile("(?:/[^/]+)+?/\\.?hhvm(?:[-._][^/]*)?(?:/.*)?");

    /** The system's, users', and where HHVM's own packages put programs. */
    private static final Pattern SYSTEMS =
            Pattern.compile("/(?:bin|boot|dev|etc|home|lib\\w*|proc|root|sbin|sys|usr|opt/hhvm)(?:/.*)?");

    private static final Pattern CONFIGURATION = Pattern.compile("/etc/hhvm/(?:[^/]+/)*[^/]+\\.(?:ini|hdf)");

    private static final int DIRECT = 1;
    /** The last bytes of a journal that belongs to a transaction over several databases. */
    private static final byte[] SEVERAL = {
        (byte) 0xd9, (byte) 0xd5, 0x05, (byte) 0xf9, 0x20, (byte) 0xa1, 0x63, (byte) 0xd7
    };

    /** Whether nothing but one name leads to a file, so that what is done to it is done to nothing else. */
    static boolean isSingle(FileStatus file) {
        return file.isFile() && file.links() == 1;
    }

    /** Whether a file is a bytecode repository and nothing else. */
    boolean isRepository(FileStatus file) {
        return repository(file).isPresent();
    }

    /** What is in a file that is a bytecode repository and nothing else; empty where it is not. */
    Optional<RepoInspection> repository(FileStatus file) {
        if (!isSingle(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InspectRepo().run(context.here(file.path())))
                    .filter(r -> r.strangers().isEmpty()
                            && !r.schemas().isEmpty()
                            && r.schemas().stream().allMatch(SchemaContent::genuine));
        } catch (HhvmDebException e) {
            return Optional.empty();
        }
    }

    /** A repository, or an empty file that HHVM made in a directory of its own. */
    boolean isRepositoryOrNew(FileStatus file) {
        return isSingle(file) && (file.size() == 0 ? isInNamed(file.path()) : isRepository(file));
    }

    /** What was a repository before it was damaged: in a directory of HHVM's own, by its first bytes. */
    boolean isDamagedRepository(FileStatus file) {
        return isSingle(file) && isInNamed(file.path()) && isHhvmsName(file.path()) && starts(file, RepoFormat.SQLITE);
    }

    /** What a killed build left beside a repository, in a directory of HHVM's own. */
    boolean isPart(FileStatus file) {
        return isSingle(file)
                && isInNamed(file.path())
                && (file.size() == 0 || starts(file, RepoFormat.BLOB) || starts(file, RepoFormat.SQLITE));
    }

    boolean isProgram(FileStatus file) {
        return isSingle(file) && starts(file, RepoFormat.ELF);
    }

    private boolean starts(FileStatus file, RepoFormat format) {
        try {
            return RepoFormat.of(context.here(file.path())) == format;
        } catch (HhvmDebException e) {
            return false;
        }
    }

    /** A journal that tells SQLite about one database alone; another could make it remove a file that the journal names. */
    boolean isJournal(String path) throws ExternalException {
        ResolvedPath walk = context.root().walk(path);
        Optional<FileStatus> file = walk.end().filter(OwnFiles::isSingle);
        if (file.isEmpty() || !walk.path().equals(path)) {
            return false;
        }
        try (RandomAccessFile in = new RandomAccessFile(context.here(path).toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(SEVERAL.length, in.length())];
            in.seek(in.length() - end.length);
            in.readFully(end);
            return !Arrays.equals(end, SEVERAL);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A file that HHVM and no other program reads, and nobody but root can exchange: it is in HHVM's directory, or sets an option of
     * HHVM's.
     */
    boolean isConfiguration(String path) throws HhvmDebException {
        ResolvedPath walk = context.root().walk(context.service().absolute(path));
        return walk.end().filter(OwnFiles::isSingle).isPresent()
                && new PathTrust(context).isFixed(path)
                && (CONFIGURATION.matcher(walk.path()).matches()
                        || IniFile.parse(context.root().text(walk.path()).orElse(""), path).stream()
                                .anyMatch(s -> s.name().startsWith("hhvm.")));
    }

    /**
     * Whether a directory is HHVM's own: it bears its name, or holds repositories, and there is nothing else in it.
     *
     * @param file the name of the file in it that HHVM is configured to have
     */
    boolean isDirectory(FileStatus directory, String file) throws ExternalException {
        boolean named = isNamed(directory.path());
        if (!directory.isDirectory() || (!named && (isShared(directory.path()) || isSystems(directory.path())))) {
            return false;
        }
        List<String> names = context.root().names(directory.path(), "");
        int repositories = 0;
        for (String name : names) {
            Optional<FileStatus> each =
                    context.root().walk(directory.path() + "/" + name).end();
            boolean repository = each.isPresent()
                    && each.get().path().equals(directory.path() + "/" + name)
                    && isRepository(each.get());
            repositories += repository ? 1 : 0;
            boolean ours = named && (name.equals(file) || name.startsWith(file + "-") || isHhvmsName("/" + name));
            if (!repository && !ours && !name.endsWith("-journal")) {
                return false;
            }
        }
        return named || repositories > 0;
    }

    /**
     * Whether directories that are not there can be made for HHVM: nothing in the system's own places, and none that others
     * use or will use as well.
     *
     * @param directory the last of them
     * @param first the first of them
     */
    boolean canBeMade(String directory, String first) {
        if (isSystems(directory) || isShared(directory) || first.matches("/tmp|/var/tmp") || isHome(directory)) {
            return false;
        }
        // Packages and programs have names of their own there, and one that comes later must find nothing of another
        // user's.
        boolean packages = directory.matches("/(?:var|run|tmp)/.*");
        return !packages || isNamed(isStandard(first) ? below(directory) : first);
    }

    private boolean isHome(String directory) {
        return context.accounts().homes().stream()
                .filter(h -> !isNamed(h))
                .anyMatch(h -> directory.equals(h) || directory.startsWith(h + "/"));
    }

    /** The part of a path as far as the name below what every system has. */
    private static String below(String directory) {
        int end = 0;
        do {
            end = directory.indexOf('/', end + 1);
        } while (end > 0 && isStandard(directory.substring(0, end)));
        return end < 0 ? directory : directory.substring(0, end);
    }

    private static boolean isStandard(String directory) {
        return directory.matches("/(?:var(?:/(?:cache|lib|log|spool|local|opt|www))?|run|srv|opt|mnt|media)");
    }

    /** The roots of the hierarchy, and those of others below them. */
    private static boolean isShared(String directory) {
        return directory.lastIndexOf('/') < DIRECT
                || directory.matches("/(?:var/[^/]+|run/(?:lock|shm|user|systemd)|mnt/[^/]+|media/[^/]+|opt/hhvm)");
    }

    private static boolean isSystems(String directory) {
        return SYSTEMS.matcher(directory).matches();
    }

    /** Whether a directory is below one that bears HHVM's name, where data lies. */
    static boolean isNamed(String directory) {
        return !isSystems(directory) && NAMED.matcher(directory).matches();
    }

    private static boolean isInNamed(String file) {
        return isNamed(file.substring(0, file.lastIndexOf('/')));
    }

    private static boolean isHhvmsName(String path) {
        return path.substring(path.lastIndexOf('/') + 1).matches("\\.?hhvm.*|.*\\.hhbc(-journal)?");
    }
}
