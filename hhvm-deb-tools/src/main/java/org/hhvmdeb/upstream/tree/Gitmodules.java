package org.hhvmdeb.upstream.tree;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.hhvmdeb.io.PathLength;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.git.GitPath;

/**
 * The content of a {@code .gitmodules} file (gitmodules(5)), read from a tree and hostile until checked.
 *
 * @param urls URL by path
 */
record Gitmodules(Map<String, String> urls) {

    static final Gitmodules NONE = new Gitmodules(Map.of());

    Gitmodules {
        urls = Collections.unmodifiableMap(new TreeMap<>(urls));
    }

    Optional<String> url(GitPath path) {
        return Optional.ofNullable(urls.get(path.text()));
    }

    /**
     * Reads the file.
     *
     * @param source its place, for messages
     * @throws InputException when it is malformed, or a name or path in it leaves the tree or lies inside another
     *     submodule
     */
    static Gitmodules parse(byte[] content, String source) throws InputException {
        Config config = new Config();
        try {
            config.fromText(new String(content, StandardCharsets.UTF_8));
        } catch (ConfigInvalidException e) {
            throw new InputException(source + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> urls = new TreeMap<>();
        for (String name : config.getSubsections("submodule")) {
            if (List.of(name.split("/")).contains("..")) {
                throw new InputException(source + " names a submodule \"" + name + "\"; refused, as git would");
            }
            String path = config.getString("submodule", name, "path");
            String url = config.getString("submodule", name, "url");
            if (path != null && url != null) {
                urls.put(checked(path, source), url);
            }
        }
        for (String path : urls.keySet()) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                String above = path.substring(0, slash);
                if (urls.containsKey(above)) {
                    throw new InputException(source + " puts the submodule " + path + " inside the submodule " + above
                            + "; refused, as git would");
                }
            }
        }
        return new Gitmodules(urls);
    }

    private static String checked(String path, String source) throws InputException {
        Optional<String> excess = PathLength.excess(path.getBytes(StandardCharsets.UTF_8));
        if (excess.isPresent()) {
            throw new InputException(source + " names a submodule path that is refused: " + excess.get());
        }
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (String name : RelativePath.parse(plain, source).names()) {
            if (name.equalsIgnoreCase(".git")) {
                throw new InputException(source + " names the submodule path \"" + path + "\"; refused");
            }
        }
        return plain;
    }
}
