package org.hhvmdeb.patch.diff;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.patch.diff.FilePatch.Kind;
import org.hhvmdeb.patch.diff.FilePatch.Operation;
import org.hhvmdeb.patch.diff.FilePatch.Presence;
import org.hhvmdeb.patch.diff.FilePatch.Side;

/** What the header lines of one file's diff have said so far. Later lines win over earlier ones. */
final class HeaderFields {

    private static final Pattern INDEX = Pattern.compile("index ([0-9a-f]+)\\.\\.([0-9a-f]+)(\\s.*)?", Pattern.DOTALL);
    private static final Pattern MODE = Pattern.compile("\\s*([0-7]{6})\r?\n", Pattern.DOTALL);
    private static final Pattern NOTHING_OLD = Pattern.compile("@@ -0(?![0-9]).*", Pattern.DOTALL);
    private static final Pattern NOTHING_NEW = Pattern.compile("@@ -[^ \n]* *\\+0(?![0-9]).*", Pattern.DOTALL);
    private static final String EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    private final int strip;
    private Optional<HeaderName> oldName = Optional.empty();
    private Optional<HeaderName> newName = Optional.empty();
    private Optional<HeaderName> index = Optional.empty();
    private Optional<String> requiredWord = Optional.empty();
    private HeaderTime oldTime = HeaderTime.NONE;
    private HeaderTime newTime = HeaderTime.NONE;
    private Presence oldPresence = Presence.PRESENT;
    private Presence newPresence = Presence.PRESENT;
    private int oldMode;
    private int newMode;
    private boolean git;
    private boolean any;
    private boolean extended;
    private boolean renameFrom;
    private boolean renameTo;
    private boolean copyFrom;
    private boolean copyTo;
    private boolean carriageReturn;
    private int dashes;

    HeaderFields(int strip) {
        this.strip = strip;
    }

    boolean any() {
        return any;
    }

    boolean git() {
        return git;
    }

    boolean extended() {
        return extended;
    }

    boolean carriageReturn() {
        return carriageReturn;
    }

    int dashes() {
        return dashes;
    }

    // The lines --- and +++ are kept the wrong way round until a hunk shows that this is a unified diff: in a context
    // diff --- is the new file. That is GNU patch's way, and decides which name of a diff --git line survives.
    void read(String line, boolean endsInCarriageReturn, boolean afterStars) {
        int dashed = 0;
        while (line.startsWith("- ", dashed)) {
            dashed += 2;
        }
        if (!afterStars && line.startsWith("*** ")) {
            named(line.substring(4), false);
        } else if (line.startsWith("+++ ")) {
            named(line.substring(4), false);
            carriageReturn = endsInCarriageReturn;
        } else if (line.startsWith("Index:")) {
            NameText text = NameText.spaced(line.substring(6), '\n');
            index = text.rest().startsWith("\n") && text.name() != null
                    ? strip(text).or(() -> index)
                    : index;
            any = true;
            carriageReturn = endsInCarriageReturn;
        } else if (line.startsWith("Prereq:")) {
            requiredWord = Optional.of(NameText.firstWord(line.substring(7))).filter(w -> !w.isEmpty());
        } else if (line.startsWith("diff --git ")) {
            gitNames(line.substring(11));
        } else if (line.startsWith("--- ", dashed)) {
            HeaderTime time = named(line.substring(dashed + 4), true);
            if (time != HeaderTime.NONE) {
                dashes = dashed / 2;
            }
            carriageReturn = endsInCarriageReturn;
        } else if (git) {
            readExtended(line);
        }
    }

    private HeaderTime named(String text, boolean dashLine) {
        any = true;
        NameText parsed = NameText.spaced(cut(text), '\t');
        if (parsed.name() == null) {
            return HeaderTime.NONE;
        }
        boolean nothing = parsed.name().equals(HeaderName.DEV_NULL);
        Optional<HeaderName> name = nothing ? Optional.empty() : strip(parsed);
        if (!nothing && name.isEmpty()) {
            return HeaderTime.NONE;
        }
        HeaderTime time = nothing
                ? HeaderTime.EPOCH
                : parsed.rest().startsWith("\n") ? HeaderTime.NONE : HeaderTime.of(parsed.rest());
        if (dashLine) {
            newName = name.or(() -> newName);
            newTime = time == HeaderTime.NONE ? newTime : time;
        } else {
            oldName = name.or(() -> oldName);
            oldTime = time;
        }
        return time;
    }

    // A file /dev/null is none, whatever directory one takes away from it.
    private Optional<HeaderName> strip(NameText text) {
        return text.name() == null || text.name().equals(HeaderName.DEV_NULL)
                ? Optional.empty()
                : HeaderName.stripped(text.name(), strip);
    }

    private static String cut(String text) {
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    private void gitNames(String text) {
        NameText first = NameText.word(cut(text));
        NameText second = NameText.word(first.rest());
        Optional<HeaderName> from = strip(first);
        Optional<HeaderName> to = strip(second);
        boolean both = from.isPresent() && to.isPresent() && second.rest().isBlank();
        oldName = both ? from : Optional.empty();
        newName = both ? to : Optional.empty();
        git = true;
        any = true;
    }

    private boolean readExtended(String line) {
        Matcher blobs = INDEX.matcher(line);
        if (line.startsWith("index ") && blobs.matches()) {
            oldPresence = presence(blobs.group(1));
            newPresence = presence(blobs.group(2));
            if (blobs.group(3) != null && !blobs.group(3).isBlank()) {
                oldMode = mode(blobs.group(3));
                newMode = oldMode;
            }
        } else if (line.startsWith("old mode ")) {
            oldMode = mode(line.substring(9));
        } else if (line.startsWith("new mode ")) {
            newMode = mode(line.substring(9));
        } else if (line.startsWith("deleted file mode ")) {
            oldMode = mode(line.substring(18));
            newPresence = Presence.ABSENT;
        } else if (line.startsWith("new file mode ")) {
            newMode = mode(line.substring(14));
            oldPresence = Presence.ABSENT;
        } else if (line.startsWith("rename from ")) {
            renameFrom = true;
        } else if (line.startsWith("rename to ")) {
            renameTo = true;
        } else if (line.startsWith("copy from ")) {
            copyFrom = true;
        } else if (line.startsWith("copy to ")) {
            copyTo = true;
        } else {
            return false;
        }
        extended = true;
        return true;
    }

    private static Presence presence(String blob) {
        if (blob.chars().allMatch(c -> c == '0')) {
            return Presence.ABSENT;
        }
        return EMPTY_BLOB.startsWith(blob) ? Presence.EMPTY : Presence.PRESENT;
    }

    private static int mode(String text) {
        Matcher mode = MODE.matcher(text);
        return mode.matches() ? Integer.parseInt(mode.group(1), 8) : 0;
    }

    /** The first hunk is here: this is a unified diff. Its header may say that there is no file before or after. */
    void turnAround(String hunkHeader) {
        Optional<HeaderName> name = oldName;
        oldName = newName;
        newName = name;
        HeaderTime time = oldTime;
        oldTime = newTime;
        newTime = time;
        if (NOTHING_OLD.matcher(hunkHeader).matches()) {
            oldPresence = oldTime == HeaderTime.EPOCH ? Presence.ABSENT : Presence.EMPTY;
        }
        if (NOTHING_NEW.matcher(hunkHeader).matches()) {
            newPresence = newTime == HeaderTime.EPOCH ? Presence.ABSENT : Presence.EMPTY;
        }
    }

    FilePatch toFilePatch(int line, Kind kind, List<Hunk> hunks) {
        Operation operation =
                renameFrom && renameTo ? Operation.RENAME : copyFrom && copyTo ? Operation.COPY : Operation.EDIT;
        return new FilePatch(
                line,
                line,
                kind,
                new Side(oldName, oldPresence, oldMode),
                new Side(newName, newPresence, newMode),
                oldName.isPresent() || newName.isPresent() ? Optional.empty() : index,
                git,
                operation,
                requiredWord,
                hunks);
    }
}
