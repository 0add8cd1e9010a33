package org.hhvmdeb.hhbc.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.hhbc.inspect.RepoMode;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.hhvm.HhvmPackage;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
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

    /** Those of Debian and its ports, today's and former ones. */
    private static final Set<String> ARCHITECTURES = Set.of(
            ("all alpha amd64 arc arm arm64 armel armhf hppa hurd-amd64 hurd-i386 i386 ia64 kfreebsd-amd64 kfreebsd-i386"
                            + " loong64 m68k mips mips64el mipsel powerpc powerpcspe ppc64 ppc64el riscv64"
                            + " s390 s390x sh4 sparc sparc64 x32")
                    .split(" "));

    private final PackageRequest request;
    private final RepoSchema schema;
    private final Optional<HhvmPackage> hhvm;

    /**
     * Reads the hhvm's .deb.
     *
     * @param request in which {@link PackageRequestCheck} has found nothing wrong
     */
    CacheControl(PackageRequest request, RepoSchema schema) throws HhvmDebException {
        this.request = request;
        this.schema = schema;
        this.hhvm =
                request.hhvm() instanceof HhvmSource.Deb p ? Optional.of(HhvmPackage.read(p.file())) : Optional.empty();
    }

    Paragraph paragraph(String architecture) throws HhvmDebException {
        return Paragraph.builder()
                .set("Package", request.name().text())
                .set("Version", request.version().text())
                .set("Architecture", architecture)
                .set("Maintainer", request.maintainer())
                .set("Depends", depends())
                .set("Conflicts", AUTHORITATIVE)
                .set("Provides", Optional.of(AUTHORITATIVE).filter(p -> request.layout() == RepoMode.AUTHORITATIVE))
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

    /** What is odd about a package of this architecture; empty when nothing is. */
    Optional<String> remark(String architecture) {
        if (!ARCHITECTURES.contains(architecture)) {
            return Optional.of(
                    request.name() + " is packaged for " + architecture + ", which is not an architecture of Debian:"
                            + " dpkg installs it nowhere without force; leave the architecture out to have that of hhvm");
        }
        return hhvm.map(HhvmPackage::architecture)
                .filter(a -> !a.equals(architecture) && !a.equals("all") && !architecture.equals("all"))
                .map(a -> request.name() + " is packaged for " + architecture + ", and its hhvm is for " + a
                        + ": it cannot be installed beside this hhvm; leave the architecture out to have that of hhvm");
    }

    private String depends() throws HhvmDebException {
        List<String> relations = new ArrayList<>();
        if (request.dependency().schema()) {
            checkProvides();
            relations.add(schema.packageName().text());
        }
        if (request.dependency().version()) {
            HhvmPackage known = hhvm.orElseThrow();
            relations.add(known.name() + " (= " + known.version() + ")");
        }
        return String.join(", ", relations);
    }

    private void checkProvides() throws FindingsException {
        if (hhvm.isPresent() && !hhvm.get().provides(schema)) {
            throw new FindingsException(
                    request.name() + " could never be installed beside this hhvm",
                    List.of(Finding.of(
                            Location.of(String.valueOf(request.hhvm())),
                            RepoRule.SCHEMA_MISMATCH,
                            "it provides "
                                    + hhvm.get().provided().stream()
                                            .map(r -> r.schema().packageName().text())
                                            .distinct()
                                            .collect(Collectors.joining(", "))
                                    + ", and " + request.repo() + " is of schema " + schema
                                    + ". Compile the site again with the hhvm of this package, or name the package that it"
                                    + " was compiled with")));
        }
    }
}
