package org.hhvmdeb.hhvm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code hhvm --version} prints, in any release from 2.0 to 2022: lines known by how they begin, others ignored.
 *
 * @param version such as {@code 3.18.5} or {@code 3.19.0-dev}
 * @param compilerId the git description or time of the build
 * @param schema the text after {@code Repo schema:}, not checked
 */
public record HhvmVersion(Optional<String> version, Optional<String> compilerId, Optional<String> schema) {

    private static final Pattern VERSION = Pattern.compile("(?m)^HipHop VM v?(\\S+)");
    private static final Pattern COMPILER = Pattern.compile("(?m)^Compiler: *(.*?) *\\r?$");
    private static final Pattern SCHEMA = Pattern.compile("(?m)^Repo schema: *(.*?) *\\r?$");

    public static HhvmVersion parse(String output) {
        return new HhvmVersion(first(VERSION, output), first(COMPILER, output), first(SCHEMA, output));
    }

    private static Optional<String> first(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
