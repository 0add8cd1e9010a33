package org.hhvmdeb.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Relations;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.MadeOf;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.io.output.OwnResults;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * The packages that an earlier run left where this one writes. The digest of the .changes, which has those of all files, leads to
 * what they were made of.
 *
 * @param directory holds one .changes and what it lists, or nothing
 * @param log of the run that left them
 */
record EarlierPackages(Path directory, Path log) {

    boolean exist() {
        return changes().isPresent();
    }

    /**
     * Why they are not what a build would make, as far as what they were made of tells.
     *
     * @param inputs what it would be made of; empty where that cannot be told
     */
    Optional<String> outdated(Optional<MadeOf> inputs) throws IOException {
        Optional<Path> changes = changes();
        if (changes.isEmpty()) {
            return Optional.of("there are no packages in it");
        }
        if (inputs.isEmpty()) {
            return Optional.of("it cannot be told what is installed here to build with");
        }
        Optional<MadeOf> then = OwnResults.ofUser().madeOf(Sha256.of(changes.get()));
        if (then.isEmpty()) {
            return Optional.of("it is not known what it was built of, as far as your own runs go");
        }
        List<String> differences = inputs.get().differencesFrom(then.get());
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("changed since it was built: " + String.join(", ", differences));
    }

    /**
     * What they are; only where they are not outdated, and so have passed all checks.
     *
     * @throws HhvmDebException when one of them is missing or not the file that was built
     */
    BuiltPackages read(Optional<PackageName> mainPackage) throws HhvmDebException, IOException {
        Path changes = required(".changes");
        List<BuiltPackage> packages = BuildResults.read(changes);
        Optional<BuiltPackage> main = mainPackage.flatMap(
                name -> packages.stream().filter(p -> p.name().equals(name)).findFirst());
        return new BuiltPackages(
                packages,
                changes,
                required(".buildinfo"),
                log,
                main.isPresent() ? provided(main.get()) : Optional.empty(),
                true);
    }

    private static Optional<RepoSchema> provided(BuiltPackage main) throws HhvmDebException, IOException {
        return RepoSchema.in(Relations.in(DebArchive.open(main.file()).control(), "Provides")).stream()
                .findFirst();
    }

    private Path required(String ending) throws ExternalException {
        return endingIn(ending)
                .orElseThrow(() -> new ExternalException("there is no " + ending + " file in " + directory));
    }

    private Optional<Path> changes() {
        return endingIn(".changes");
    }

    private Optional<Path> endingIn(String ending) {
        return OutputGuard.entries(directory).stream()
                .filter(f -> f.toString().endsWith(ending))
                .findFirst();
    }
}
