package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/** A file of hosts: one a line as {@link AdminAddress} reads it, empty lines, and comments from {@code #} on. */
public final class HostList {

    private static final int LARGEST = 4 << 20;
    private static final int MOST_TOLD = 20;

    private HostList() {}

    /**
     * Reads a file.
     *
     * @param usualPort where a line names none
     * @throws InputException when there is no such file, or lines are no hosts, with the place of each
     */
    public static List<AdminAddress> read(Path file, int usualPort) throws HhvmDebException {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            throw new InputException(InputFile.absent("file of hosts", file));
        }
        AdminAddress.requirePort(usualPort);
        List<AdminAddress> hosts = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : text(file).lines().toList()) {
            number++;
            String host = line.replaceFirst("#.*", "").strip();
            if (!host.isEmpty()) {
                try {
                    hosts.add(AdminAddress.parse(host, usualPort));
                } catch (InputException e) {
                    faults.add(new Location(file.toString(), number) + ": " + e.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            int untold = Math.max(0, faults.size() - MOST_TOLD);
            throw new InputException(String.join("\n", faults.subList(0, faults.size() - untold))
                    + (untold > 0 ? "\nand " + untold + " more such lines" : ""));
        }
        return hosts;
    }

    private static String text(Path file) throws HhvmDebException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new InputException("the file of hosts " + file + " has more than " + HumanUnits.bytes(LARGEST));
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw ExternalException.reading(file, e);
        }
    }
}
