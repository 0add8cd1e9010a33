package org.hhvmdeb.hhbc.compile;

import java.nio.file.Path;
import java.util.List;

/**
 * The PHP of a site. Patterns are Ant's and Maven's, see the Maven documentation of file sets: {@code **}{@code /*.php},
 * {@code vendor/**}.
 *
 * @param root the directory that becomes the root of the site's paths
 * @param includes what is compiled; none means {@link #DEFAULT_INCLUDES}
 * @param excludes what is not, in addition to the directories of version control systems
 */
public record PhpTree(Path root, List<String> includes, List<String> excludes) {

    /** What HHVM would be asked to run in most sites. Files by other names have to be included by name. */
    public static final List<String> DEFAULT_INCLUDES = List.of("**/*.php", "**/*.inc", "**/*.phtml", "**/*.hh");

    static final List<String> ALWAYS_EXCLUDED = List.of("**/.git/**", "**/.svn/**", "**/.hg/**", "**/CVS/**");

    public PhpTree {
        includes = includes.isEmpty() ? DEFAULT_INCLUDES : List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    public static PhpTree of(Path root) {
        return new PhpTree(root, List.of(), List.of());
    }
}
