package org.hhvmdeb.hhbc.pack;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.hhvmdeb.debian.DebianVersion;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.io.output.InputPlaces;

/**
 * A cache package to write.
 *
 * @param repo the repository
 * @param hhvm the hhvm it is for
 * @param run whether that hhvm may be run to ask it for its schema, too; else only its file and package are read
 * @param name the package
 * @param version its version, the site's rather than HHVM's
 * @param maintainer {@code Name <mail>}
 * @param description the synopsis, then lines of the long description
 * @param section an archive section
 * @param priority {@code optional} in all likelihood
 * @param architecture {@code amd64}, {@code all}; empty: that of the hhvm .deb, or else of this machine. Nobody promises
 *     that bytecode of one architecture runs on another, although their schemas are the same
 * @param program the site's name in file names
 * @param layout how HHVM is going to use it
 * @param dependency what the package depends on
 * @param dropIn the systemd unit, without {@code .service}, that runs HHVM and gets a drop-in
 * @param restart the systemd unit or init script that is restarted, if it runs, once when dpkg is done
 * @param copyright a debian/copyright to ship; empty: one that refers to the site
 * @param distribution in the generated changelog
 * @param timestamp of every file in the package and of its changelog
 * @param output the directory the .deb is written to
 */
public record PackageRequest(
        Path repo,
        HhvmSource hhvm,
        boolean run,
        PackageName name,
        DebianVersion version,
        String maintainer,
        String description,
        String section,
        String priority,
        Optional<String> architecture,
        String program,
        RepoMode layout,
        DependencyStyle dependency,
        Optional<String> dropIn,
        Optional<String> restart,
        Optional<Path> copyright,
        String distribution,
        Instant timestamp,
        Path output) {

    /** What is read, and must still be there afterwards. */
    InputPlaces inputs() {
        return InputPlaces.of(Stream.of(Optional.of(repo), hhvm.named(), copyright)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Starts a request for what has no sensible default. */
    public static Builder builder(Path repo, HhvmSource hhvm, PackageName name, DebianVersion version) {
        return new Builder(repo, hhvm, name, version);
    }

    /** Everything else, with defaults: section web, priority optional, the local layout, a dependency on the schema. */
    public static final class Builder {

        private final Path repo;
        private final HhvmSource hhvm;
        private final PackageName name;
        private final DebianVersion version;
        private boolean run;
        private String description;
        private String section = "web";
        private String priority = "optional";
        private Optional<String> architecture = Optional.empty();
        private String program;
        private RepoMode layout = RepoMode.LOCAL;
        private DependencyStyle dependency = DependencyStyle.SCHEMA;
        private Optional<String> dropIn = Optional.empty();
        private Optional<String> restart = Optional.empty();
        private Optional<Path> copyright = Optional.empty();
        private String distribution = "unstable";

        private Builder(Path repo, HhvmSource hhvm, PackageName name, DebianVersion version) {
            this.repo = repo;
            this.hhvm = hhvm;
            this.name = name;
            this.version = version;
            this.program = name.text();
            this.description = "HHVM bytecode cache of " + name + "\n"
                    + "A site's PHP, compiled beforehand into a read-only repository, so that HHVM\n"
                    + "serves it without compiling it first.\n\n"
                    + "HHVM uses it when it runs the repo schema this package depends on and is\n"
                    + "started with the configuration in /etc/hhvm/conf.d/" + name + ".ini.";
        }

        public Builder running(boolean value) {
            run = value;
            return this;
        }

        public Builder description(String text) {
            description = text;
            return this;
        }

        public Builder section(String text) {
            section = text;
            return this;
        }

        public Builder priority(String text) {
            priority = text;
            return this;
        }

        public Builder architecture(String text) {
            architecture = Optional.of(text);
            return this;
        }

        public Builder program(String text) {
            program = text;
            return this;
        }

        public Builder layout(RepoMode value) {
            layout = value;
            return this;
        }

        public Builder dependency(DependencyStyle value) {
            dependency = value;
            return this;
        }

        /** Without it the authoritative layout takes {@code hhvm}, as its drop-in is what keeps the server startable. */
        public Builder dropIn(String unit) {
            dropIn = Optional.of(service(unit));
            return this;
        }

        public Builder restart(String unit) {
            restart = Optional.of(service(unit));
            return this;
        }

        private static String service(String unit) {
            return unit.endsWith(".service") ? unit.substring(0, unit.length() - ".service".length()) : unit;
        }

        public Builder copyright(Path file) {
            copyright = Optional.of(file);
            return this;
        }

        public Builder distribution(String text) {
            distribution = text;
            return this;
        }

        /**
         * Completes the request.
         *
         * @param timestamp SOURCE_DATE_EPOCH, the site's commit or the build's output timestamp; never the clock
         */
        public PackageRequest build(String maintainer, Instant timestamp, Path output) {
            return new PackageRequest(
                    repo,
                    hhvm,
                    run,
                    name,
                    version,
                    maintainer,
                    description,
                    section,
                    priority,
                    architecture,
                    program,
                    layout,
                    dependency,
                    layout == RepoMode.AUTHORITATIVE ? dropIn.or(() -> Optional.of("hhvm")) : dropIn,
                    restart,
                    copyright,
                    distribution,
                    timestamp,
                    output);
        }
    }
}
