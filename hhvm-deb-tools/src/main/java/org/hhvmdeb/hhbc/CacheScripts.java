package org.hhvmdeb.hhbc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.deb.ControlFile;
import org.hhvmdeb.debian.RepoSchema;

/**
 * The maintainer scripts of a cache package. They see to it that at every moment of dpkg's run the hhvm on disk finds the
 * repository it found before, and that authoritative mode is on only while there is one; docs/decisions/0013 has the moments.
 */
final class CacheScripts {

    /**
     * An authoritative version before this one may have left its link where the conffile goes; dpkg would write through it. Without
     * what the link leads to, no start of a server makes it again. A link of the administrator stays, as it does for dpkg.
     */
    private static final String PREPARE_LOCAL = """
                rm -f "$root@MODE@"
                case "$(readlink "$root@ENABLED@")" in
                '@MODE@' | '@NO_MODE@') rm -f "$root@ENABLED@" ;;
                esac
                if [ -f "$root@AVAILABLE@.local" ] && [ ! -e "$root@ENABLED@" ] && [ ! -L "$root@ENABLED@" ]; then
                    mv -f -T "$root@AVAILABLE@.local" "$root@ENABLED@"
                fi
            """;

    /** dpkg unpacks what the link leads to before it unpacks the repository. */
    private static final String PREPARE_AUTHORITATIVE = """
                if [ "$(readlink "$root@ENABLED@")" = '@MODE@' ] && [ ! -L "$root@MODE@" ]; then
                    rm -f "$root@ENABLED@"
                fi
            """;

    /**
     * A local version before this one had its conffile where the link goes, and dpkg leaves that. It is kept elsewhere, as dpkg would take
     * it for deleted by an administrator when a local version comes back; one that an administrator has changed stays.
     */
    private static final String TAKE_AWAY = """
                if [ -f "$root@ENABLED@" ] && [ ! -L "$root@ENABLED@" ]; then
                    sum=$(md5sum <"$root@ENABLED@")
                    if dpkg-query --show --showformat='${Conffiles}' "$package" | grep -q -F " @ENABLED@ ${sum%% *}"; then
                        mv -f -T "$root@ENABLED@" "$root@AVAILABLE@.local"
                    fi
                fi
            """;

    private static final String SWITCH = """
                if [ ! -L "$root@MODE@" ]; then
                    mkdir -p "$root/var/lib/@PACKAGE@"
                    ln -s -f -T '@AVAILABLE@' "$root@MODE@"
                fi
                "$root/usr/lib/@PACKAGE@/authoritative-mode"
            """;

    /** dpkg is going to delete it anyway; now no start of a server switches the mode on again before the repository is gone. */
    private static final String SWITCH_OFF = """
                rm -f "$root@MODE@"
                if [ -x "$root/usr/lib/@PACKAGE@/authoritative-mode" ]; then
                    "$root/usr/lib/@PACKAGE@/authoritative-mode"
                fi
            """;

    /** A package that disappears leaves its files to another one, which also has the switch. */
    private static final String UNLINK = """
                if [ "$1" != disappear ]; then
                    rm -f "$root@MODE@"
                    [ ! -L "$root@ENABLED@.new" ] || rm -f "$root@ENABLED@.new"
                    case "$(readlink "$root@ENABLED@")" in
                    '@MODE@' | '@NO_MODE@') rm -f "$root@ENABLED@" ;;
                    esac
                fi
                if [ "$1" = purge ]; then
                    rm -f "$root@AVAILABLE@.local"
                fi
            """;

    private static final String RELOAD = """
                if [ -z "$root" ] && [ -d /run/systemd/system ]; then
                    systemctl --system daemon-reload >/dev/null || true
                fi
            """;

    /** Through the trigger: dpkg runs it at its end, once, when hhvm is configured, too. */
    private static final String ASK_FOR_RESTART = "    dpkg-trigger --no-await @PACKAGE@-restart\n";

    /** A site may want to restart in its own time, but not to forget it. */
    private static final String TELL_TO_RESTART = """
                if [ "$1" = configure ] && [ -n "$2" ]; then
                    echo "@PACKAGE@: restart @UNIT@.service now; a running hhvm may mix the old bytecode with the new" >&2
                fi
            """;

    private static final String RESTART = """
                # policy-rc.d is asked, a server that does not run stays so, and dpkg does not fail because a server does.
                if [ -z "$root" ] && [ -d /run/systemd/system ]; then
                    systemctl --system daemon-reload >/dev/null || true
                    deb-systemd-invoke try-restart '@UNIT@.service' \\
                        || echo "@PACKAGE@: @UNIT@.service was not restarted; see: systemctl status @UNIT@.service" >&2
                elif [ -z "$root" ] && [ -x '/etc/init.d/@UNIT@' ] && invoke-rc.d '@UNIT@' status >/dev/null 2>&1; then
                    invoke-rc.d '@UNIT@' restart || echo "@PACKAGE@: @UNIT@ was not restarted" >&2
                fi
            """;

    private final PackageRequest request;
    private final RepoSchema schema;

    CacheScripts(PackageRequest request, RepoSchema schema) {
        this.request = request;
        this.schema = schema;
    }

    List<ControlFile> files() throws IOException {
        boolean authoritative = request.layout() == Layout.AUTHORITATIVE;
        boolean restarts = request.restart().isPresent();
        String reload = request.dropIn().isPresent() ? RELOAD : "";
        List<ControlFile> files = new ArrayList<>(List.of(
                script("preinst", Map.of("PREPARE", authoritative ? PREPARE_AUTHORITATIVE : PREPARE_LOCAL)),
                script(
                        "postinst",
                        Map.of(
                                "CONFIGURE",
                                (authoritative ? TAKE_AWAY + SWITCH : "")
                                        + reload
                                        + (restarts ? ASK_FOR_RESTART : authoritative ? TELL_TO_RESTART : ""),
                                "TRIGGERED",
                                restarts ? "triggered)\n" + RESTART + "    ;;\n" : "")),
                script("prerm", Map.of("REMOVE", authoritative ? SWITCH_OFF : "")),
                script(
                        "postrm",
                        Map.of(
                                "OFF",
                                authoritative ? UNLINK : "",
                                "REMOVED",
                                reload + (authoritative && restarts ? restartOnRemoval() : "")))));
        if (restarts) {
            files.add(new ControlFile("triggers", "interest-noawait " + request.name() + "-restart\n"));
        }
        return files;
    }

    /** A removed package has no trigger, and a server in authoritative mode must not go on without its repository. */
    private static String restartOnRemoval() {
        return "    [ \"$1\" = remove ] || exit 0\n" + RESTART;
    }

    private ControlFile script(String name, Map<String, String> blocks) throws IOException {
        String text = HostFile.of(name, request, schema, blocks)
                .replace("@DIVERSIONS@", HostFile.of("diversions", request, schema, Map.of()));
        return new ControlFile(
                name,
                text.replace("@UNIT@", request.restart().or(request::dropIn).orElse("")));
    }
}
