package org.hhvmdeb.patch.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.patch.diff.FileLines;
import org.hhvmdeb.patch.diff.HeaderName;
import org.hhvmdeb.patch.diff.Line;
import org.hhvmdeb.patch.diff.MalformedPatchException;
import org.hhvmdeb.patch.diff.NameText;
import org.hhvmdeb.patch.tree.ByteText;
import org.hhvmdeb.patch.tree.LinkedTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * What dpkg-source itself looks at in a patch before it runs GNU patch: only {@code ---}, {@code +++} and {@code @@}
 * lines in the first column, but those strictly. Also says which directories it creates.
 */
final class DpkgScan {

    private static final Pattern HUNK =
            Pattern.compile("@@ -[0-9]+(?:,([0-9]+))? \\+[0-9]+(?:,([0-9]+))? @@(?: .*)?", Pattern.DOTALL);
    private static final Pattern FIRST_DIRECTORY = Pattern.compile("[^/]*/+(.*)", Pattern.DOTALL);
    private static final int LONGEST = 1 << 16;

    private final FileLines lines;
    private final LinkedTree tree;
    private final Set<String> files = new HashSet<>();
    private final List<String> directories = new ArrayList<>();
    private final List<PatchNote> notes = new ArrayList<>();
    private int number;
    private boolean anyDiff;

    private DpkgScan(FileLines patch, LinkedTree tree) {
        this.lines = patch;
        this.tree = tree;
    }

    /**
     * What the scan found out.
     *
     * @param needDirectory files whose directory is created before the patch is applied
     * @param notes what dpkg-source warns about
     */
    record Result(List<String> needDirectory, List<PatchNote> notes) {}

    /**
     * Scans a patch.
     *
     * @throws MalformedPatchException with the reason why dpkg-source refuses it
     */
    static Result scan(FileLines patch, LinkedTree tree) throws IOException, MalformedPatchException {
        DpkgScan scan = new DpkgScan(patch, tree);
        scan.readAll();
        return new Result(scan.directories, scan.notes);
    }

    private @Nullable String next() {
        Line line = lines.get(number + 1L);
        if (number == lines.count()) {
            return null;
        }
        number++;
        return line.start(LONGEST).chomped().latin1();
    }

    private void readAll() throws IOException, MalformedPatchException {
        String line = next();
        while (line != null) {
            if (line.startsWith("--- ") || line.startsWith("+++ ") || line.startsWith("@@ -")) {
                anyDiff = true;
                line = readFile(line);
            } else {
                line = next();
            }
        }
        if (!anyDiff) {
            notes.add(new PatchNote(
                    0, PatchRule.PATCH_WITHOUT_DIFF, "dpkg-source sees no diff in it: there is no line --- or +++"));
        }
    }

    private @Nullable String readFile(String first) throws IOException, MalformedPatchException {
        if (!first.startsWith("--- ")) {
            throw refused("a line --- must come before this line: " + shown(first));
        }
        String oldName = name(first.substring(4));
        refuseSuffix(oldName);
        int at = number;
        String second = next();
        if (second == null || !second.startsWith("+++ ")) {
            number = at;
            throw refused("a line +++ must follow the line ---; if this is text and no diff, let it not begin with "
                    + "three dashes and a blank");
        }
        String newName = name(second.substring(4));
        checkTarget(oldName, newName);
        return readHunks();
    }

    private String name(String text) throws MalformedPatchException {
        String name = text.substring(NameText.blanks(text, 0));
        if (name.startsWith("\"")) {
            throw refused("dpkg-source takes no file names in double quotes: " + shown(name));
        }
        int end = name.indexOf('\t');
        return end >= 0 ? name.substring(0, end) : NameText.firstWord(name);
    }

    private void refuseSuffix(String name) throws MalformedPatchException {
        if (name.endsWith(".dpkg-orig")) {
            throw refused("it patches a file with a name ending in .dpkg-orig");
        }
    }

    private void checkTarget(String oldName, String newName) throws IOException, MalformedPatchException {
        Optional<String> oldPath = strip(oldName);
        Optional<String> newPath = strip(newName);
        if (oldPath.isEmpty() && newPath.isEmpty()) {
            throw refused("neither --- nor +++ names a file with a directory in front, as -p1 needs it: "
                    + shown(oldName) + ", " + shown(newName) + "; make the patch with the prefixes a/ and b/");
        }
        refuseUnsafe(oldName, oldPath);
        refuseUnsafe(newName, newPath);
        if (newName.equals(HeaderName.DEV_NULL) && oldPath.isPresent() && !exists(oldPath.get())) {
            notes.add(new PatchNote(
                    number,
                    PatchRule.PATCH_REMOVES_MISSING_FILE,
                    "it removes the file " + shown(oldPath.get()) + ", which does not exist"));
        }
        String path = choose(oldPath, newPath);
        String name = ByteText.fromLatin1(path);
        if (!files.add(path)) {
            notes.add(new PatchNote(
                    number,
                    PatchRule.PATCH_TOUCHES_FILE_TWICE,
                    "it has more than one diff for the file " + shown(path)));
        }
        Optional<TreeEntry> entry = tree.find(name);
        if (entry.isPresent() && !entry.get().isFile()) {
            throw refused("it patches " + shown(path) + ", which is not a plain file");
        }
        if (!TreePath.parent(name).isEmpty() && !tree.isDirectory(TreePath.parent(name))) {
            directories.add(name);
        }
    }

    private static Optional<String> strip(String name) {
        Matcher path = FIRST_DIRECTORY.matcher(name);
        return !name.equals(HeaderName.DEV_NULL) && path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    private void refuseUnsafe(String name, Optional<String> path) throws IOException, MalformedPatchException {
        if (path.isEmpty()) {
            return;
        }
        if (name.contains("/../")) {
            throw refused("it names the insecure path " + shown(name));
        }
        for (String p = ByteText.fromLatin1(path.get()); !p.isEmpty(); p = parent(p)) {
            if (tree.find(p).map(TreeEntry::isLink).orElse(false)) {
                throw refused("it changes " + shown(path.get()) + " through the symbolic link " + ByteText.printable(p)
                        + ", which dpkg-source does not allow");
            }
        }
    }

    private static String parent(String path) {
        String parent = TreePath.parent(path);
        while (parent.endsWith("/")) {
            parent = parent.substring(0, parent.length() - 1);
        }
        return parent;
    }

    private boolean exists(String path) throws IOException {
        return tree.find(ByteText.fromLatin1(path)).isPresent();
    }

    // The better name as dpkg-source sees it: almost GNU patch's rule, a backslash counts as a slash.
    private String choose(Optional<String> oldPath, Optional<String> newPath) throws IOException {
        if (oldPath.isEmpty() || newPath.isEmpty()) {
            return oldPath.or(() -> newPath).orElseThrow();
        }
        String before = oldPath.get();
        String after = newPath.get();
        if (exists(before) != exists(after)) {
            return exists(before) ? before : after;
        }
        int[] measureOld = measure(before);
        int[] measureNew = measure(after);
        for (int i = 0; i < measureOld.length; i++) {
            if (measureOld[i] != measureNew[i]) {
                return measureOld[i] < measureNew[i] ? before : after;
            }
        }
        return before;
    }

    private static int[] measure(String path) {
        String slashed = path.replaceAll("[/\\\\]+", "/");
        int slashes = (int) slashed.chars().filter(c -> c == '/').count();
        return new int[] {slashes, TreePath.name(slashed).length(), path.length()};
    }

    private @Nullable String readHunks() throws MalformedPatchException {
        int hunks = 0;
        String line = next();
        while (line != null) {
            Matcher header = HUNK.matcher(line);
            if (header.matches()) {
                readHunk(count(header.group(1)), count(header.group(2)));
                hunks++;
            } else if (!line.startsWith("\\ ")) {
                break;
            }
            line = next();
        }
        if (hunks == 0) {
            throw refused("a hunk must follow the line +++, with a header such as @@ -1,3 +1,4 @@"
                    + (line == null ? "" : ", not: " + shown(line)));
        }
        return line;
    }

    private long count(@Nullable String digits) throws MalformedPatchException {
        if (digits != null && digits.length() > 15) {
            throw refused("the line count " + digits + " is too large");
        }
        return digits == null ? 1 : Long.parseLong(digits);
    }

    private void readHunk(long oldCount, long newCount) throws MalformedPatchException {
        long olds = oldCount;
        long news = newCount;
        while (olds != 0 || news != 0) {
            if (number == lines.count()) {
                if (olds == news && olds < 3) {
                    notes.add(new PatchNote(
                            number, PatchRule.PATCH_ENDS_EARLY, "the last hunk is shorter than its header says"));
                    return;
                }
                throw refused("the patch ends in the middle of a hunk");
            }
            Line line = lines.get(++number);
            char first = line.chomped().isEmpty() ? ' ' : (char) line.at(0);
            switch (first) {
                case '\\' -> {
                    if (!line.startsWith("\\ ")) {
                        throw unexpected(line);
                    }
                }
                case ' ' -> {
                    olds--;
                    news--;
                }
                case '-' -> olds--;
                case '+' -> news--;
                default -> throw unexpected(line);
            }
        }
    }

    private MalformedPatchException unexpected(Line line) {
        return refused("a line of a hunk must begin with a blank, + or -, this one is: " + line.shown());
    }

    private MalformedPatchException refused(String reason) {
        return new MalformedPatchException(number, reason);
    }

    private static String shown(String latin1) {
        return ByteText.printable(ByteText.fromLatin1(latin1.length() > 300 ? latin1.substring(0, 300) : latin1));
    }
}
