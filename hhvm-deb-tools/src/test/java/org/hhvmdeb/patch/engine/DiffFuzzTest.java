package org.hhvmdeb.patch.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.hhvmdeb.patch.tree.SourceTree;
import org.hhvmdeb.patch.tree.TreeEntry;
import org.hhvmdeb.patch.tree.TreeOverlay;

/** Whatever bytes a patch has, parsing and applying it end, twice with the same result, and stay inside the tree. */
class DiffFuzzTest {

    private static final String TEXT = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n";

    @FuzzTest(maxDuration = "10m")
    void patchesAreAppliedWithoutHarm(byte[] patch) throws IOException {
        Map<String, String> first = listing(apply(patch));
        assertThat(listing(apply(patch))).isEqualTo(first);
        for (String path : first.keySet()) {
            assertThat(path).doesNotStartWith("/").doesNotStartWith("../").doesNotContain("/../");
        }
    }

    private static TreeOverlay apply(byte[] patch) throws IOException {
        TreeOverlay tree = new TreeOverlay(new EmptyTree());
        tree.put("f", TreeEntry.file(0644, TEXT.getBytes(ISO_8859_1)));
        tree.put("d", TreeEntry.directory(0755));
        tree.put("d/g", TreeEntry.file(0755, TEXT.replace("\n", "\r\n").getBytes(ISO_8859_1)));
        tree.put("d/empty", TreeEntry.file(0644, new byte[0]));
        tree.put("out", TreeEntry.link("../.."));
        tree.put("in", TreeEntry.link("d"));
        SeriesApplier applier = new SeriesApplier(tree, 022);
        if (applier.apply(patch).succeeded()) {
            // A second time it may fit or not, but it must come to an end.
            applier.apply(patch);
        }
        return applier.tree();
    }

    private static Map<String, String> listing(TreeOverlay tree) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        list(tree, "", contents);
        return contents;
    }

    private static void list(TreeOverlay tree, String directory, Map<String, String> contents) throws IOException {
        for (String name : tree.list(directory)) {
            String path = directory.isEmpty() ? name : directory + "/" + name;
            TreeEntry entry = tree.find(path).orElseThrow();
            contents.put(path, entry + " " + new String(entry.content(), ISO_8859_1));
            if (entry.isDirectory()) {
                list(tree, path, contents);
            }
        }
    }

    private static final class EmptyTree implements SourceTree {

        @Override
        public Optional<TreeEntry> find(String path) {
            return path.isEmpty() ? Optional.of(TreeEntry.directory(0755)) : Optional.empty();
        }

        @Override
        public SortedSet<String> list(String directory) {
            return Collections.emptySortedSet();
        }
    }
}
