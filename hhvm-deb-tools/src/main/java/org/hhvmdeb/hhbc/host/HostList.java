package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** A file of hosts: one a line as {@link AdminAddress} reads it, empty lines, and comments from {@code #} on. */
public final class HostList {

    private HostList() {}

    /**
     * Reads a file.
     *
     * @param usualPort where a line names none
     * @throws InputException when there is no such file, or a line is no host, with its place
     */
    public static List<AdminAddress> read(Path file, int usualPort) throws HhvmDebException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new InputException("there is no file of hosts " + file + " that can be read");
        }
        List<AdminAddress> hosts = new ArrayList<>();
        try {
            int number = 0;
            for (String line :
                    Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
                number++;
                String host = line.replaceFirst("#.*", "").strip();
                if (!host.isEmpty()) {
                    hosts.add(parse(host, usualPort, new Location(file.toString(), number)));
                }
            }
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
        return hosts;
    }

    private static AdminAddress parse(String host, int usualPort, Location where) throws InputException {
        try {
            return AdminAddress.parse(host, usualPort);
        } catch (InputException e) {
            throw new InputException(where + ": " + e.getMessage(), e);
        }
    }
}
