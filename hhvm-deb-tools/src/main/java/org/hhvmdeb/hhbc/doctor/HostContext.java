package org.hhvmdeb.hhbc.doctor;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.hhbc.host.Account;
import org.hhvmdeb.hhbc.host.Accounts;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HhvmConfig;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.Location;

/**
 * One hhvm on a host, with all that decides which repository it gets.
 *
 * @param live the schema it runs, if anybody can tell
 * @param living what all the hhvms of the host need
 * @param contested central repositories that hhvms of several users are configured to have
 */
record HostContext(
        HostRoot root,
        HhvmService service,
        HhvmConfig config,
        Accounts accounts,
        Account user,
        Optional<RepoSchema> live,
        RunningHhvms living,
        Set<String> contested) {

    /** The same, were its configuration another. */
    HostContext with(HhvmConfig other) {
        return new HostContext(root, service, other, accounts, user, live, living, contested);
    }

    /** The same, knowing what it fights for with others. */
    HostContext contesting(Set<String> paths) {
        return new HostContext(root, service, config, accounts, user, live, living, paths);
    }

    boolean authoritative() {
        return config.isOn("hhvm.repo.authoritative", false);
    }

    /** {@code r-}, which HHVM knows since some release between 4.70 and 4.81. */
    boolean readsCentralOnly() {
        return config.get("hhvm.repo.central.mode")
                .filter(s -> s.value().equals("r-"))
                .isPresent();
    }

    /** The name of a file of the host here, where the person is who reads it. */
    public String named(String path) {
        return root.here(service.absolute(path)).toString();
    }

    public Path here(String path) {
        return root.here(path);
    }

    /** The file itself, links followed: a command that is given it here must not leave the host. */
    String real(String path) throws ExternalException {
        return root.here(root.walk(service.absolute(path)).path()).toString();
    }

    Location at(String path) {
        return Location.of(named(path));
    }

    /** The user for chown(1), which knows the names of this machine only. */
    String owner() {
        return root.isLive() ? user.name() : String.valueOf(user.uid());
    }

    /** As in error messages of HHVM since 3.17: {@code rw-r--r-- root}. */
    String shown(FileStatus file) {
        return file.permissions() + " " + accounts.name(file.uid());
    }

    String expanded(String path) {
        return CentralPath.expanded(service.absolute(path), user, live);
    }
}
