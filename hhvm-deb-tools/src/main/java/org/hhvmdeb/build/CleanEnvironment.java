package org.hhvmdeb.build;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.SearchPath;

/**
 * Runs a program as a build daemon would: umask 022, no home, and of the caller's environment nothing but PATH, as
 * CFLAGS, DEB_CXXFLAGS_APPEND and their like change what is built. Java cannot set a umask, so Perl does, which dpkg-dev
 * is written in; there is no shell between.
 */
record CleanEnvironment(SearchPath path) {

    private static final String PERL = "umask 022; exec { $ARGV[0] } @ARGV or die \"$ARGV[0]: $!\\n\"";

    Command command(List<String> variables, List<String> words) {
        List<String> all = new ArrayList<>(
                List.of("env", "-i", "PATH=" + path.joined(), "HOME=/nonexistent", "LC_ALL=C.UTF-8", "TZ=UTC"));
        all.addAll(variables);
        all.addAll(List.of("perl", "-e", PERL));
        all.addAll(words);
        return Command.of(all);
    }
}
