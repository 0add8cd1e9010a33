package org.hhvmdeb.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.SearchPath;
import org.jspecify.annotations.Nullable;

/**
 * Which hhvm a repository is for: what the user names, else the hhvm .deb among the dependencies, else the hhvm on PATH.
 *
 * @param program the user's program
 * @param deb the user's .deb
 * @param coordinates the user's choice among the dependencies, {@code groupId:artifactId},
 *     {@code groupId:artifactId:classifier} where it has a classifier
 * @param dependencies every dependency of type deb
 * @param files where they are
 * @param path where programs are looked up
 */
record HhvmChoice(
        @Nullable File program,
        @Nullable File deb,
        @Nullable String coordinates,
        List<Artifact> dependencies,
        DebFiles files,
        SearchPath path) {

    private static final String HOW_TO_ADD = """
            Add the hhvm package your servers run, for example from a module of packaging hhvm-deb:
              <dependency>
                <groupId>com.example</groupId>
                <artifactId>hhvm</artifactId>
                <version>1.0</version>
                <type>deb</type>
                <scope>provided</scope>
              </dependency>
            or name a package with -Dhhvm.cache.hhvmDeb=FILE, or a program with -Dhhvm.cache.hhvm=FILE.""";

    HhvmSource choose() throws HhvmDebException {
        if (program != null && deb != null) {
            throw new InputException(
                    "hhvm.cache.hhvm names the program " + program + " and hhvm.cache.hhvmDeb the package "
                            + deb
                            + ", and one of them would have no effect; leave one out, in the configuration or on the command"
                            + " line");
        }
        if (program != null) {
            return new HhvmSource.Program(program.toPath());
        }
        if (deb != null) {
            return new HhvmSource.Deb(deb.toPath());
        }
        List<Artifact> matching = dependencies.stream()
                .filter(a -> coordinates == null || coordinates.equals(name(a)))
                .toList();
        if (matching.size() > 1) {
            throw new InputException("several dependencies are of type deb: " + names(matching)
                    + "; say which is the hhvm with -Dhhvm.cache.hhvmArtifact=groupId:artifactId, or"
                    + " groupId:artifactId:classifier where it has one");
        }
        if (matching.size() == 1) {
            return new HhvmSource.Deb(files.of(matching.get(0)));
        }
        if (coordinates != null) {
            throw new InputException("no dependency of type deb is " + coordinates + ". " + HOW_TO_ADD);
        }
        if (path.find("hhvm").isPresent()) {
            return new HhvmSource.OnPath(path);
        }
        throw new InputException(
                "there is no hhvm to compile with: no dependency of type deb, and no hhvm on PATH. " + HOW_TO_ADD);
    }

    private static List<String> names(List<Artifact> artifacts) {
        return artifacts.stream().map(HhvmChoice::name).toList();
    }

    private static String name(Artifact artifact) {
        String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
        return artifact.hasClassifier() ? name + ":" + artifact.getClassifier() : name;
    }
}
