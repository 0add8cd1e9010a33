package org.hhvmdeb.testkit;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.io.tar.TarItem;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;

/** The lines of {@code dpkg-deb --contents}, with single blanks, and ours in the same form. */
public final class DebListing {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private DebListing() {}

    public static List<String> of(Path deb) throws ExternalException {
        return Programs.untethered()
                .run(Command.of("dpkg-deb", "--contents", deb.toString()))
                .orFail()
                .output()
                .lines()
                .map(l -> l.replaceAll(" +", " "))
                .toList();
    }

    public static String line(TarItem item) {
        String name = item.isRoot() ? "./" : "./" + item.name() + (item.kind() == TarItem.Kind.DIRECTORY ? "/" : "");
        String end = switch (item.kind()) {
            case SYMLINK -> " -> " + item.link();
            case HARD_LINK -> " link to " + item.link();
            default -> "";
        };
        return type(item) + permissions(item.mode()) + " " + item.owner().user() + "/"
                + item.owner().group() + " " + item.size() + " " + TIME.format(item.time()) + " " + name + end;
    }

    private static String type(TarItem item) {
        return switch (item.kind()) {
            case DIRECTORY -> "d";
            case SYMLINK -> "l";
            case HARD_LINK -> "h";
            default -> "-";
        };
    }

    private static String permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int n = 0; n < all.length; n++) {
            if ((mode & (0400 >> n)) != 0) {
                set.add(all[n]);
            }
        }
        return PosixFilePermissions.toString(set);
    }
}
