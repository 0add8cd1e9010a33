package org.hhvmdeb.hhbc.preflight;

import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;

/** Why a host would not run a cache warm. */
public enum HostRule implements Rule {
    HOST_COLD(
            Severity.ERROR,
            "host-cold",
            "The host runs a repo schema that is not in the cache.",
            "It would compile everything itself after the deployment. Compile the site with its hhvm, "
                    + "or upgrade the host first."),
    HOST_DENIED(
            Severity.ERROR,
            "host-denied",
            "The host tells its repo schema only to those who know the admin password.",
            "Give the password in a file with --admin-password-file."),
    HOST_NOT_HHVM(
            Severity.ERROR,
            "host-not-hhvm",
            "What answers at the admin port is not HHVM.",
            "The port is mistyped, or another program listens there. Look at hhvm.admin_server.port of " + "the host."),
    HOST_UNREACHABLE(
            Severity.ERROR,
            "host-unreachable",
            "Nothing answers at the admin port.",
            "HHVM is stopped, has no admin server, or a firewall is between. Set hhvm.admin_server.port "
                    + "there, or ask from another host.");

    private final Text text;

    HostRule(Severity severity, String id, String summary, String explanation) {
        this.text = new Text(severity, id, summary, explanation);
    }

    @Override
    public Text text() {
        return text;
    }
}
