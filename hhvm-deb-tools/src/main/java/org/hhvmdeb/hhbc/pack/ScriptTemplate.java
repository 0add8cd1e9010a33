package org.hhvmdeb.hhbc.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A text for the host: a resource in which {@code @NAMES@} stand for what differs between packages. */
final class ScriptTemplate {

    private ScriptTemplate() {}

    /**
     * Fills in a text.
     *
     * @param resource its name
     * @param blocks further names and the whole lines they stand for, which may hold names themselves
     */
    static String of(String resource, CachePlaces places, Map<String, String> blocks) throws IOException {
        String text = read(resource);
        for (Map.Entry<String, String> block : blocks.entrySet()) {
            text = text.replace("@" + block.getKey() + "@", block.getValue());
        }
        PackageRequest request = places.request();
        return text.replace("@NO_MODE@", "/" + places.noMode())
                .replace("@SET_ASIDE@", "/" + places.setAside())
                .replace("@ENABLED@", "/" + places.enabled())
                .replace("@SETTINGS@", "/" + places.settings())
                .replace("@REPO@", "/" + places.repo())
                .replace("@PROGRAM@", "/" + places.program())
                .replace("@DIRECTORY@", "/" + places.directory())
                .replace("@PACKAGE@", request.name().text())
                .replace("@VERSION@", request.version().text());
    }

    static String read(String resource) throws IOException {
        try (InputStream in = ScriptTemplate.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from our own jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
