package org.hhvmdeb.patch.check;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * Which upstream tags to check a series against.
 *
 * @param debianDirectory the directory debian, with patches/series in it; its copyright says what is excluded
 * @param upstream where the tags are
 * @param tags their names, at least one; checked in this order
 */
public record CheckTagsRequest(Path debianDirectory, UpstreamSource upstream, List<String> tags) {

    public CheckTagsRequest {
        tags = List.copyOf(tags);
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("no tag");
        }
    }
}
