package org.hhvmdeb.hhbc.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.deb.DebArchive;
import org.hhvmdeb.debian.Operator;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.Relations;
import org.hhvmdeb.hhvm.SchemaReading;
import org.hhvmdeb.hhvm.SchemaRelations;
import org.hhvmdeb.io.RelativePath;
import org.hhvmdeb.io.tar.TarItem;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * What a cache package says and holds.
 *
 * @param control its control paragraph
 * @param depends the schemas it depends on
 * @param repo the repository in it, unpacked; empty when it ships none
 */
public record CacheContent(Paragraph control, List<SchemaReading> depends, Optional<Path> repo) {

    /**
     * Opens a package.
     *
     * @param name how the user knows it
     * @param work where the repository is unpacked
     */
    public static CacheContent open(Path deb, String name, Path work) throws HhvmDebException, IOException {
        DebArchive archive = DebArchive.open(deb);
        List<RelativePath> repos = archive.entries().stream()
                .map(TarItem::name)
                .filter(n -> n.startsWith("usr/share/") && n.endsWith(".hhbc"))
                .map(RelativePath::new)
                .toList();
        if (repos.size() > 1) {
            throw new InputException(
                    name + " ships " + repos.size() + " repositories (" + repos + "); a cache package ships one");
        }
        Optional<Path> repo = Optional.empty();
        if (!repos.isEmpty()) {
            Path unpacked =
                    work.resolve(repos.get(0).names().get(repos.get(0).names().size() - 1));
            archive.extractFile(repos.get(0), unpacked);
            repo = Optional.of(unpacked);
        }
        Paragraph control = archive.control();
        return new CacheContent(control, SchemaRelations.in(control, "Depends", name), repo);
    }

    /** A package whose repository is at hand already. */
    public static CacheContent of(Paragraph control, String name, RepoInspection repo) throws HhvmDebException {
        return new CacheContent(control, SchemaRelations.in(control, "Depends", name), Optional.of(repo.file()));
    }

    public Path requireRepo(String name) throws InputException {
        return repo.orElseThrow(() -> new InputException(
                name + " is not a cache package: it ships no repository /usr/share/<package>/<program>.<schema>.hhbc"));
    }

    /**
     * Looks into the repository. What is wrong with it is said of the package: nobody knows the place where it was unpacked.
     *
     * @param name how the user knows the package
     */
    public RepoInspection inspect(String name, Inspection inspection) throws HhvmDebException {
        Path unpacked = requireRepo(name);
        try {
            return inspection.of(unpacked);
        } catch (InputException e) {
            throw new InputException(said(e, unpacked, name), e);
        } catch (ExternalException e) {
            throw new ExternalException(said(e, unpacked, name), e);
        }
    }

    private static String said(HhvmDebException failure, Path unpacked, String name) {
        return String.valueOf(failure.getMessage())
                .replace(unpacked.toString(), unpacked.getFileName() + " in " + name);
    }

    /** How a repository is looked into. */
    public interface Inspection {
        RepoInspection of(Path repo) throws HhvmDebException;
    }

    /** A package that depends on no HHVM in particular can be installed beside any. */
    public List<Finding> dependency(String name) throws InputException {
        boolean exact = Relations.in(control, "Depends")
                .all()
                .anyMatch(r -> r.name().startsWith("hhvm")
                        && r.version()
                                .filter(v -> v.operator() == Operator.EQUAL)
                                .isPresent());
        return exact || !depends.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        Location.of(name),
                        RepoRule.CACHE_WITHOUT_DEPENDENCY,
                        "it depends neither on hhvm-repo-schema-<id> nor on one version of hhvm, so it can be installed"
                                + " beside an HHVM that does not use it; package the repository again"));
    }
}
