package org.hhvmdeb.cli.upstream;

import java.util.List;
import org.hhvmdeb.debian.UpstreamTag;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.upstream.tags.ListedTag;

/** What {@code upstream tags} tells a machine. */
record ListedTagsJson(List<Tag> tags) implements JsonObject {

    /** A tag; {@code line} is its release line. */
    record Tag(UpstreamTag tag, String version, String line, boolean newestOfLine) implements JsonObject {

        static Tag of(ListedTag tag) {
            return new Tag(tag.tag(), tag.version(), tag.tag().line(), tag.newestOfLine());
        }
    }

    static ListedTagsJson of(List<ListedTag> tags) {
        return new ListedTagsJson(tags.stream().map(Tag::of).toList());
    }
}
