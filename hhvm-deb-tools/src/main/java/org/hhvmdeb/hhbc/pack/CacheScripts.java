package org.hhvmdeb.hhbc.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.deb.ControlFile;
import org.hhvmdeb.hhbc.inspect.RepoMode;

/**
 * The maintainer scripts of a cache package. They see to it that at every moment of dpkg's run the hhvm on disk finds the
 * repository it found before, and that authoritative mode is on only while there is one; docs/decisions/0013 has the moments.
 */
final class CacheScripts {

    /**
     * An authoritative version before this one may have left its link where the conffile goes; dpkg would write through it. The program
     * of that version, which is there until this one is unpacked, finds no settings to make it again. A link of the administrator
     * stays, as it does for dpkg. A conffile that was set aside comes back only while dpkg knows it: it forgets one whose package was
     * removed and came again as an authoritative version, and would then ask about a file that nobody has written.
     */
    private static final String PREPARE_LOCAL = """
                set_aside
                if [ -f "$root@SET_ASIDE@" ]; then
                    sum=$(md5sum <"$root@SET_ASIDE@")
                    dpkg-query --show --showformat='${Conffiles}' "$package" | grep -q -F " @ENABLED@ ${sum%% *}" \\
                        || rm -f "$root@SET_ASIDE@"
                fi
                case "$(readlink "$root@ENABLED@")" in
                "$directory"/*.ini | '@NO_MODE@') rm -f "$root@ENABLED@" ;;
                esac
                if [ -f "$root@SET_ASIDE@" ] && [ ! -e "$root@ENABLED@" ] && [ ! -L "$root@ENABLED@" ]; then
                    mv -f -T "$root@SET_ASIDE@" "$root@ENABLED@"
                fi
            """;

    /**
     * What preinst has set aside only the authoritative version before this one would have needed, had the upgrade been given up. A
     * start of that version's that was under way may have set the link after preinst; dpkg then leaves its new file beside it.
     */
    private static final String FINISH_LOCAL = """
                rm -f "$root$directory"/*.????????????????.ini.removed
                [ ! -L "$root@ENABLED@.new" ] || rm -f "$root@ENABLED@.new"
                case "$(readlink "$root@ENABLED@")" in
                "$directory"/*.ini | '@NO_MODE@')
                    rm -f "$root@ENABLED@"
                    [ ! -f "$root@ENABLED@.dpkg-new" ] || mv -f -T "$root@ENABLED@.dpkg-new" "$root@ENABLED@"
                    ;;
                esac
            """;

    /** For an authoritative version before this one that was never configured, dpkg runs no script when it is back. */
    private static final String ABORT_LOCAL = """
                for each in "$root$directory"/*.????????????????.ini.removed; do
                    if [ -f "$each" ] && [ ! -e "${each%.removed}" ]; then
                        mv -f -T "$each" "${each%.removed}"
                    fi
                done
            """;

    /**
     * Links of an earlier time of this version that do not lead to what is in use now. Its settings are gone, so no start has chosen
     * them since.
     */
    private static final String DROP_OLD_LINKS = """
                for each in "$root${current%-*}"-*.hhbc; do
                    if [ -L "$each" ] && [ ! -f "$root$settings" ] && [ "$directory/$(readlink "$each")" != "$used" ]; then
                        rm -f "$each"
                    fi
                done
            """;

    /**
     * A local version before this one had its conffile where the link goes, and dpkg leaves that. It is kept elsewhere, as dpkg would take
     * it for deleted by an administrator when a local version comes back; one that an administrator has changed stays.
     */
    private static final String SWITCH = """
                if [ -f "$root@ENABLED@" ] && [ ! -L "$root@ENABLED@" ]; then
                    sum=$(md5sum <"$root@ENABLED@")
                    if dpkg-query --show --showformat='${Conffiles}' "$package" | grep -q -F " @ENABLED@ ${sum%% *}"; then
                        mv -f -T "$root@ENABLED@" "$root@SET_ASIDE@"
                    fi
                fi
                # A removal that was given up had ended the mode.
                if [ -f "$root$settings.removed" ]; then
                    [ -f "$root$settings" ] || mv -f -T "$root$settings.removed" "$root$settings"
                fi
                rm -f "$root$directory"/*.????????????????.ini.removed
                "$root@PROGRAM@"
            """;

    /** dpkg is going to delete the settings anyway, and the repository after them. */
    private static final String SWITCH_OFF = """
                set_aside
                [ ! -x "$root@PROGRAM@" ] || "$root@PROGRAM@"
            """;

    /** A package that disappears leaves its files to another one, which also has the switch. */
    private static final String UNLINK = """
                if [ "$1" != disappear ]; then
                    [ ! -L "$root@ENABLED@.new" ] || rm -f "$root@ENABLED@.new"
                    case "$(readlink "$root@ENABLED@")" in
                    "$directory"/*.ini | '@NO_MODE@') rm -f "$root@ENABLED@" ;;
                    esac
                fi
                if [ "$1" = purge ]; then
                    rm -f "$root@SET_ASIDE@"
                fi
            """;

    /** What was deleted may be what it led to. */
    private static final String SWITCH_AGAIN = """
                "$root@PROGRAM@"
            """;

    private static final String RELOAD = """
                if [ -z "$root" ] && [ -d /run/systemd/system ]; then
                    systemctl --system daemon-reload >/dev/null || true
                fi
            """;

    /** Through the trigger: dpkg runs it at its end, once, when hhvm is configured, too. */
    private static final String ASK_FOR_RESTART = "    dpkg-trigger --no-await @PACKAGE@-restart\n";

    /** A site may want to restart in its own time, but not to forget it: a running hhvm stays with the version before. */
    private static final String TELL_TO_RESTART = """
                if [ "$1" = configure ] && [ -n "$2" ]; then
                    echo "@PACKAGE@: restart @UNIT@.service; until then hhvm serves what the version before had" >&2
                fi
            """;

    private static final String TELL_TO_RESTART_WITHOUT = """
                if [ "$1" = remove ]; then
                    echo "@PACKAGE@: restart @UNIT@.service where it runs; the repository that it has open is gone" >&2
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

    private final CachePlaces places;
    private final PackageRequest request;

    CacheScripts(CachePlaces places) {
        this.places = places;
        this.request = places.request();
    }

    List<ControlFile> files() throws IOException {
        boolean authoritative = request.layout() == RepoMode.AUTHORITATIVE;
        boolean restarts = request.restart().isPresent();
        String reload = request.dropIn().isPresent() ? RELOAD : "";
        List<ControlFile> files = new ArrayList<>(List.of(
                script("preinst", Map.of("PREPARE", authoritative ? DROP_OLD_LINKS : PREPARE_LOCAL)),
                script(
                        "postinst",
                        Map.of(
                                "SWITCH",
                                authoritative ? SWITCH : FINISH_LOCAL,
                                "CONFIGURE",
                                (authoritative ? SWITCH_AGAIN : "")
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
                                "ABORTED",
                                authoritative ? "" : ABORT_LOCAL,
                                "REMOVED",
                                reload
                                        + (!authoritative
                                                ? ""
                                                : restarts ? restartOnRemoval() : TELL_TO_RESTART_WITHOUT)))));
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
        String text = ScriptTemplate.of(name, places, blocks)
                .replace("@DIVERSIONS@", ScriptTemplate.of("diversions", places, Map.of()));
        return new ControlFile(
                name,
                text.replace("@UNIT@", request.restart().or(request::dropIn).orElse("")));
    }
}
