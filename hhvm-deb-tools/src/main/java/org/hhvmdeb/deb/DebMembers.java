package org.hhvmdeb.deb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.notice.InputException;

/** The members that make an ar archive a package: {@code debian-binary}, {@code control.tar.*}, {@code data.tar.*}. */
record DebMembers(ArMember control, ArMember data) {

    private static final Set<String> READABLE = Set.of(".tar", ".tar.gz", ".tar.xz", ".tar.zst");

    /** @throws InputException when they are missing or in another order (deb(5)), or compressed in another way */
    static DebMembers of(ArFile ar) throws InputException, IOException {
        // A name that begins with an underscore is somebody's extension, such as a signature: deb(5) says to skip it.
        List<ArMember> members =
                ar.members().stream().filter(m -> !m.name().startsWith("_")).toList();
        if (members.size() < 3 || !members.get(0).name().equals("debian-binary")) {
            throw wrong(
                    ar,
                    "its members are " + names(members)
                            + "; expected debian-binary, control.tar and data.tar in this order");
        }
        requireVersion(ar, members.get(0));
        return new DebMembers(readable(ar, members.get(1), "control"), readable(ar, members.get(2), "data"));
    }

    private static void requireVersion(ArFile ar, ArMember member) throws InputException, IOException {
        try (InputStream in = ar.open(member)) {
            String version = new String(in.readNBytes(100), US_ASCII);
            if (!version.startsWith("2.")) {
                throw wrong(ar, "its format is version \"" + version.strip() + "\"; 2.0 is supported");
            }
        }
    }

    private static ArMember readable(ArFile ar, ArMember member, String what) throws InputException {
        if (!member.name().startsWith(what + ".tar")) {
            throw wrong(ar, "it has the member " + member.name() + " where " + what + ".tar belongs");
        }
        if (!READABLE.contains(member.name().substring(what.length()))) {
            throw new InputException(
                    ar.file() + " cannot be read: " + member.name()
                            + " is compressed in a way that is not supported; repack it with"
                            + " dpkg-deb --raw-extract PACKAGE.deb DIR && dpkg-deb --root-owner-group -Zxz --build DIR PACKAGE.deb");
        }
        return member;
    }

    private static List<String> names(List<ArMember> members) {
        return members.stream().map(ArMember::name).toList();
    }

    private static InputException wrong(ArFile ar, String why) {
        return new InputException(ar.file() + " is not a Debian package: " + why);
    }
}
