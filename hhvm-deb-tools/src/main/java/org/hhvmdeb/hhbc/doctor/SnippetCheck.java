package org.hhvmdeb.hhbc.doctor;

import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.hhbc.host.IniFile;
import org.hhvmdeb.hhbc.host.Setting;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Severity;

/** The snippets of cache packages: are they read, and is the file they name there. */
final class SnippetCheck {

    private static final String DIRECTORY = "/etc/hhvm/conf.d/";

    private SnippetCheck() {}

    static List<Advice> of(HostContext context) throws HhvmDebException {
        List<Advice> advice = new ArrayList<>();
        for (String name : context.root().names(DIRECTORY, "")) {
            if (!name.endsWith(".ini")) {
                continue;
            }
            String file = DIRECTORY + name;
            List<Setting> paths = IniFile.parse(context.root().text(file).orElse(""), file).stream()
                    .filter(s -> s.name().equals("hhvm.repo.local.path"))
                    .toList();
            if (!paths.isEmpty()) {
                String packageName = name.substring(0, name.length() - ".ini".length());
                check(context, file, packageName, paths.get(paths.size() - 1), advice);
            }
        }
        return advice;
    }

    private static void check(HostContext context, String file, String name, Setting path, List<Advice> advice)
            throws HhvmDebException {
        boolean read = context.service().options().configs().stream()
                .anyMatch(c -> context.service().absolute(c).equals(file));
        if (context.service().exact() && !read) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(file),
                    DoctorRule.SNIPPET_NOT_READ,
                    context.service().source() + " is started without this file, so the cache of " + name
                            + " is not used",
                    Remedy.words("start it with -c " + file + ", too, after the server's own configuration")));
        }
        if (context.live().isPresent()
                && context.root().walk(context.expanded(path.value())).end().isEmpty()) {
            advice.add(Advice.of(
                    Severity.WARNING,
                    context.at(file),
                    DoctorRule.SNIPPET_OF_OTHER_SCHEMA,
                    "the cache of " + name + " has no file for the schema "
                            + context.live().get()
                            + " that HHVM runs: the package is older or newer than hhvm, so HHVM starts without it",
                    Remedy.words("upgrade the older of both (apt-get install --only-upgrade " + name
                            + " hhvm), once packages that fit each other are published")));
        }
    }
}
