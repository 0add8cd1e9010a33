package org.hhvmdeb.hhbc.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.OpenFiles;
import org.hhvmdeb.hhbc.host.ResolvedPath;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.hhvm.RepoFormat;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;

/** What HHVMs of other schemas left: their repositories, and the programs they unpacked for themselves. */
final class LeftoverCheck {

    private static final String SCHEMA = "%{schema}";

    private LeftoverCheck() {}

    /** Looks for it; nothing where an hhvm of the host does not tell what it needs. */
    static List<Advice> of(HostContext context) throws HhvmDebException {
        List<Advice> advice = new ArrayList<>();
        RunningHhvms living = context.living();
        if (!living.complete() || living.schemas().isEmpty()) {
            return advice;
        }
        Optional<Setting> central = context.config().get("hhvm.repo.central.path");
        if (central.filter(s -> s.value().contains(SCHEMA)).isPresent()) {
            advice.addAll(repositories(context, central.get()));
        }
        Set<String> schemas = living.schemas().stream().map(RepoSchema::id).collect(Collectors.toSet());
        for (String directory : List.of("/run", "/tmp")) {
            List<String> dead = new ArrayList<>();
            for (String name : context.root().names(directory, "h")) {
                if (isDead(name, "hackc_", schemas)
                        || (!living.builds().isEmpty() && isDead(name, "hhvm_", living.builds()))) {
                    dead.add(directory + "/" + name);
                }
            }
            advice.addAll(removal(
                    context,
                    directory,
                    DoctorRule.DEAD_EXTRACTION,
                    "programs that earlier HHVMs unpacked were left behind: ",
                    dead,
                    LeftoverCheck::isProgram));
        }
        return advice;
    }

    /** Whether a file is a compiler that HHVM unpacked for one schema; a build's id has no such shape. */
    private static boolean isProgram(HostContext context, FileStatus file) {
        return name(file.path()).matches("hackc_[0-9a-f]{40}(?:_\\w{6})?|hhvm_[a-z]+_[0-9a-f]{40}(?:_\\w{6})?")
                && new OwnFiles(context).isProgram(file);
    }

    /** {@code hackc_<schema>}, {@code hhvm_<type>_<build id>}, in /tmp with {@code _} and six characters more. */
    private static boolean isDead(String name, String start, Set<String> living) {
        return name.matches(start + "\\w+")
                && living.stream()
                        .noneMatch(l -> name.matches(start + "(?:\\w+_)?" + l.replaceAll("\\W", ".") + "(?:_\\w{6})?"));
    }

    private static List<Advice> repositories(HostContext context, Setting central) throws HhvmDebException {
        String path =
                CentralPath.expanded(context.service().absolute(central.value()), context.user(), Optional.empty());
        String name = path.substring(path.lastIndexOf('/') + 1);
        int at = name.indexOf(SCHEMA);
        if (at < 0) {
            return List.of();
        }
        String end = name.substring(at + SCHEMA.length());
        ResolvedPath way = context.root().walk(path.substring(0, path.lastIndexOf('/') + 1));
        List<String> dead = new ArrayList<>();
        for (String each : context.root().names(way.path(), name.substring(0, at))) {
            if (each.endsWith(end) && each.length() > at + end.length()) {
                String schema = each.substring(at, each.length() - end.length());
                if (schema.matches("\\w{1,128}")
                        && context.living().schemas().stream().noneMatch(l -> l.id().equals(schema))) {
                    dead.add(way.path() + "/" + each);
                }
            }
        }
        return removal(
                context,
                way.path(),
                DoctorRule.DEAD_REPOSITORIES,
                "there are repositories of schemas that this HHVM never reads: ",
                dead,
                (p, file) -> isDeadRepository(p, file, at, end.length()));
    }

    /** Whether the file is what its name says, and holds nothing that an HHVM here needs. */
    private static boolean isDeadRepository(HostContext context, FileStatus file, int at, int end) {
        String name = name(file.path());
        String schema = name.substring(at, name.length() - end);
        Set<String> held = new OwnFiles(context)
                .repository(file)
                .filter(r -> r.format() == RepoFormat.SQLITE)
                .map(r -> r.schemas().stream().map(s -> s.schema().id()).collect(Collectors.toSet()))
                .orElse(Set.of());
        return schema.matches("[0-9a-f]{40}")
                && held.contains(schema)
                && context.living().schemas().stream().noneMatch(l -> held.contains(l.id()));
    }

    private static OpenFiles open() throws ExternalException {
        try {
            return OpenFiles.now();
        } catch (IOException e) {
            throw ExternalException.reading("/proc", e);
        }
    }

    private static OpenFiles.Users users(OpenFiles open, Path file) throws ExternalException {
        try {
            return open.users(file);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A command for what is proven to be HHVM's; a word about what only has such a name. */
    private static List<Advice> removal(
            HostContext context,
            String directory,
            DoctorRule rule,
            String message,
            List<String> named,
            BiPredicate<HostContext, FileStatus> proof)
            throws HhvmDebException {
        List<String> others = new ArrayList<>();
        // By what has to be stopped before they can go: nothing, where nobody uses them.
        Map<OpenFiles.Users, List<String>> proven = new LinkedHashMap<>();
        Optional<OpenFiles> open = named.isEmpty() ? Optional.empty() : Optional.of(open());
        for (String each : named) {
            ResolvedPath walk = context.root().walk(each);
            if (walk.path().equals(each)
                    && new PathTrust(context).isFixedToDirectory(each)
                    && walk.end().filter(f -> proof.test(context, f)).isPresent()) {
                proven.computeIfAbsent(users(open.orElseThrow(), context.here(each)), u -> new ArrayList<>())
                        .add(each);
            } else {
                others.add(each);
            }
        }
        List<Advice> advice = new ArrayList<>();
        for (Map.Entry<OpenFiles.Users, List<String>> each : proven.entrySet()) {
            List<String> words = new ArrayList<>(List.of("-f", "--"));
            each.getValue().forEach(d -> words.add(context.named(d)));
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(directory),
                    rule,
                    message + String.join(", ", each.getValue()),
                    RepoRemedies.atRest(each.getKey(), Remedy.command("rm", words.toArray(String[]::new)))));
        }
        if (!others.isEmpty()) {
            advice.add(Advice.of(
                    Severity.NOTE,
                    context.at(directory),
                    rule,
                    "by their names these could be what another HHVM left: " + String.join(", ", others),
                    Remedy.words("nothing proves that they are HHVM's; remove those of which you know that nobody needs"
                            + " them")));
        }
        return advice;
    }
}
