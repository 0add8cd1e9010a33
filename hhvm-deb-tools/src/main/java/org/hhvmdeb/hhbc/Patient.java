package org.hhvmdeb.hhbc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hhvmdeb.debian.RepoSchema;
import org.hhvmdeb.hhbc.host.Account;
import org.hhvmdeb.hhbc.host.Accounts;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.FileStatus;
import org.hhvmdeb.hhbc.host.HhvmConfig;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.process.Command;

/**
 * One hhvm on a host, with all that decides which repository it gets.
 *
 * @param live the schema it runs, if anybody can tell
 */
record Patient(
        HostRoot root,
        HhvmService service,
        HhvmConfig config,
        Accounts accounts,
        Account user,
        Optional<RepoSchema> live) {

    boolean authoritative() {
        return config.isOn("hhvm.repo.authoritative", false);
    }

    /** The name of a file of the host here, where the person is who reads it. */
    String named(String path) {
        return path.startsWith("/") ? root.here(path).toString() : path;
    }

    Path here(String path) {
        return root.here(path);
    }

    Location at(String path) {
        return Location.of(named(path));
    }

    /** A command for the host itself: its packages and its units are not those of this machine. */
    Command inside(String... words) {
        List<String> all = new ArrayList<>(root.isLive() ? List.of() : List.of("chroot", named("/")));
        all.addAll(Arrays.asList(words));
        return Command.of(all);
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
