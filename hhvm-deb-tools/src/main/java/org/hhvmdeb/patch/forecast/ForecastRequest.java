package org.hhvmdeb.patch.forecast;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.upstream.tree.UpstreamSource;

/**
 * What to forecast.
 *
 * @param debianDirectory the directory debian, with patches/series in it; its copyright says what is excluded
 * @param upstream where the tags are
 * @param tags globs of tag names, at least one: {@code *} stands for any characters, {@code ?} for one, {@code [0-9]} for
 *     one of a set
 */
public record ForecastRequest(Path debianDirectory, UpstreamSource upstream, List<String> tags) {

    public ForecastRequest {
        tags = List.copyOf(tags);
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("no tags");
        }
    }
}
