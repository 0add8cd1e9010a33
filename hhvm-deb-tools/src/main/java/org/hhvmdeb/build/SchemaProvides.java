package org.hhvmdeb.build;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.PackageName;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.Relation;
import org.hhvmdeb.debian.Relations;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * Whether the main package says which bytecode its hhvm reads, before the build as far as debian/control tells, and
 * after it for certain.
 *
 * @param mainPackage the package with the hhvm program
 */
record SchemaProvides(PackageName mainPackage) {

    /** What can be said about the package's paragraph in debian/control. */
    Optional<Finding> before(Paragraph binary) throws InputException {
        Relations provides = Relations.in(binary, "Provides");
        boolean promising = provides.all().anyMatch(Relation::isSubstitution)
                || !RepoSchema.in(provides).isEmpty();
        return promising ? Optional.empty() : Optional.of(missing(binary.where("Provides")));
    }

    /**
     * Compares what the built package provides with what its hhvm reads.
     *
     * @param control of the built package
     * @param deb its file name
     */
    Optional<Finding> after(Paragraph control, String deb, RepoSchema schema) throws InputException {
        List<RepoSchema> provided = RepoSchema.in(Relations.in(control, "Provides"));
        if (provided.isEmpty()) {
            return Optional.of(missing(Location.of(deb)));
        }
        return provided.equals(List.of(schema))
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Location.of(deb),
                        PackageRule.REPO_SCHEMA_DIFFERS,
                        "the package provides " + names(provided) + ", but the hhvm in it reads the schema " + schema
                                + ", which is " + schema.packageName()
                                + "; let debian/hhvm-repo-schema.mk write ${hhvm:Provides} instead of a fixed name"));
    }

    private Finding missing(Location where) {
        String setting =
                mainPackage.text().equals("hhvm") ? "" : "HHVM_REPO_SCHEMA_PACKAGE = " + mainPackage + "\n    ";
        return Finding.of(
                where,
                PackageRule.REPO_SCHEMA_NOT_PROVIDED,
                "the package " + mainPackage
                        + " does not say which bytecode its hhvm reads, so no cache could depend on"
                        + " it. Add to debian/control, in the paragraph of " + mainPackage
                        + " (behind a comma if it provides other things already):\n"
                        + "    Provides: ${hhvm:Provides}\n"
                        + "and to debian/rules:\n    " + setting + "include debian/hhvm-repo-schema.mk\n"
                        + "then run build-source again, which adds that file");
    }

    private static String names(List<RepoSchema> schemas) {
        return String.join(
                ", ", schemas.stream().map(s -> s.packageName().text()).toList());
    }
}
