package org.hhvmdeb.hhbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.ProcessRunner;

/** What a cache package says about itself. */
final class CacheControl {

    /**
     * HHVM has one repository in authoritative mode, and one local repository: with another cache package beside it, the last
     * configuration that HHVM reads would make it run the mode on a file that is not for it.
     */
    private static final String AUTHORITATIVE = "hhvm-authoritative-cache";

    private final PackageRequest request;
    private final RepoSchema schema;
    private final Optional<HhvmPackage> hhvm;

    CacheControl(PackageRequest request, RepoSchema schema) throws HhvmDebException {
        this.request = request;
        this.schema = schema;
        this.hhvm =
                request.hhvm() instanceof HhvmSource.Deb p ? Optional.of(HhvmPackage.read(p.file())) : Optional.empty();
        if (hhvm.isPresent() && hhvm.get().name().equals(request.name())) {
            throw new InputException("the cache package cannot have the name " + request.name() + ", which is that of "
                    + request.hhvm() + ": dpkg would replace HHVM with it; choose another name, such as "
                    + request.name()
                    + "-cache");
        }
    }

    Paragraph paragraph(String architecture) throws HhvmDebException {
        return Paragraph.builder()
                .set("Package", request.name().text())
                .set("Version", request.version().text())
                .set("Architecture", architecture)
                .set("Maintainer", request.maintainer())
                .set("Depends", depends())
                .set("Conflicts", AUTHORITATIVE)
                .set("Provides", Optional.of(AUTHORITATIVE).filter(p -> request.layout() == Layout.AUTHORITATIVE))
                .set("Section", request.section())
                .set("Priority", request.priority())
                .set("Description", request.description().strip())
                .build();
    }

    String architecture(ProcessRunner programs) throws ExternalException {
        if (request.architecture().isPresent()) {
            return request.architecture().get();
        }
        return hhvm.isPresent()
                ? hhvm.get().architecture()
                : programs.run(Command.of("dpkg", "--print-architecture"))
                        .orFail()
                        .output()
                        .strip();
    }

    private String depends() throws HhvmDebException {
        List<String> relations = new ArrayList<>();
        if (request.dependency().schema()) {
            checkProvides();
            relations.add(schema.packageName().text());
        }
        if (request.dependency().version()) {
            HhvmPackage known = hhvm.orElseThrow(() -> new InputException("the dependency style " + request.dependency()
                    + " needs the version of the hhvm package, and " + request.hhvm()
                    + " is a program: give the hhvm .deb, or use the style " + DependencyStyle.SCHEMA));
            relations.add(known.name() + " (= " + known.version() + ")");
        }
        return String.join(", ", relations);
    }

    private void checkProvides() throws FindingsException {
        if (hhvm.isPresent() && !hhvm.get().provides(schema)) {
            String deb = String.valueOf(request.hhvm());
            if (!hhvm.get().provided().isEmpty()) {
                throw new FindingsException(
                        request.name() + " could never be installed beside this hhvm",
                        List.of(Finding.error(
                                Location.of(deb),
                                "schema-mismatch",
                                "it provides "
                                        + hhvm.get().provided().stream()
                                                .map(r ->
                                                        r.schema().packageName().text())
                                                .distinct()
                                                .collect(Collectors.joining(", "))
                                        + ", and " + request.repo() + " is of schema " + schema
                                        + ". Compile the site again with the hhvm of this package, or name the package that it"
                                        + " was compiled with")));
            }
            throw new FindingsException(
                    request.name() + " could never be installed",
                    List.of(Finding.error(
                            Location.of(deb),
                            "hhvm-provides-no-schema",
                            "it does not provide " + schema.packageName() + ", which the cache is to depend on. Build"
                                    + " the hhvm package with \"Provides: ${hhvm:Provides}\" in debian/control and"
                                    + " \"include debian/hhvm-repo-schema.mk\" in debian/rules, or, for an hhvm that"
                                    + " is already out, use the dependency style " + DependencyStyle.VERSION)));
        }
    }
}
