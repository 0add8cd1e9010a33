package org.hhvmdeb.hhbc.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhvm.RepoSchema;

/**
 * A place where HHVM tries to have its central repository.
 *
 * @param path absolute, placeholders filled in
 * @param written as it is configured
 * @param source who names it, as in {@code "hhvm.repo.central.path, /etc/hhvm/server.ini:3"}
 */
public record CentralPath(String path, String written, String source) {

    private static final String HOME = "the home directory";
    private static final String VARIABLE = "HHVM_REPO_CENTRAL_PATH";

    /** All of them, in the order in which HHVM takes the first it can use. */
    public static List<CentralPath> of(
            HhvmConfig config, HhvmService service, Account user, Optional<RepoSchema> schema) {
        List<CentralPath> paths = new ArrayList<>();
        config.get("hhvm.repo.central.path")
                .ifPresent(s -> paths.add(of(s.value(), s.name() + ", " + s.where(), service, user, schema)));
        Optional.ofNullable(service.environment().get(VARIABLE))
                .filter(v -> !v.isEmpty())
                .ifPresent(v -> paths.add(of(v, VARIABLE + " of " + service.source(), service, user, schema)));
        if (config.isOn("hhvm.repo.allow_fallback_path", true)) {
            String home = service.environment().getOrDefault("HOME", user.home());
            if (!home.isEmpty()) {
                paths.add(of(home + "/.hhvm.hhbc", HOME, service, user, schema));
            }
            if (!home.equals(user.home()) && !user.home().isEmpty()) {
                paths.add(of(user.home() + "/.hhvm.hhbc", HOME + " in the password database", service, user, schema));
            }
        }
        return paths;
    }

    /** Whether nobody configured it: HHVM falls back to it. */
    public boolean isFallback() {
        return source.startsWith(HOME);
    }

    /** HHVM fills in the first {@code %{schema}}, and since 4.26 the two for the user. */
    static CentralPath of(
            String written, String source, HhvmService service, Account user, Optional<RepoSchema> schema) {
        return new CentralPath(expanded(service.absolute(written), user, schema), written, source);
    }

    /** A path with its placeholders filled in; that of a schema nobody knows stays. */
    public static String expanded(String path, Account user, Optional<RepoSchema> schema) {
        String placed = path.replace("%{euid}", String.valueOf(user.uid())).replace("%{user}", user.name());
        int at = placed.indexOf("%{schema}");
        return at < 0 || schema.isEmpty()
                ? placed
                : placed.substring(0, at) + schema.get() + placed.substring(at + "%{schema}".length());
    }
}
