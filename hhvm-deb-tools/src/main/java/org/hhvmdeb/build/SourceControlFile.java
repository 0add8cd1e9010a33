package org.hhvmdeb.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hhvmdeb.debian.Control;
import org.hhvmdeb.debian.FileChecksum;
import org.hhvmdeb.debian.SourceControl;
import org.hhvmdeb.io.compression.Decompression;
import org.hhvmdeb.io.tar.TarItem;
import org.hhvmdeb.io.tar.TarLimits;
import org.hhvmdeb.io.tar.TarReader;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;

/** Reads debian/control out of a source package. */
final class SourceControlFile {

    private static final Pattern PACKAGING = Pattern.compile(".*\\.debian\\.tar\\.[a-z0-9]+");
    private static final TarLimits LIMITS = new TarLimits(100_000, 1L << 30);

    private static final long LARGEST = 32 << 20;

    private SourceControlFile() {}

    static Control read(Path dsc) throws HhvmDebException, IOException {
        for (FileChecksum file : SourceControl.read(dsc).files()) {
            if (PACKAGING.matcher(file.name()).matches()) {
                return inTarball(dsc.resolveSibling(file.name()));
            }
        }
        throw new InputException(
                dsc + " lists no .debian.tar.xz; only source packages of format 3.0 (quilt) are built");
    }

    private static Control inTarball(Path tarball) throws HhvmDebException, IOException {
        String name = tarball.toString();
        try (InputStream in = Files.newInputStream(tarball);
                TarReader tar = new TarReader(Decompression.open(name, in, name), name, LIMITS)) {
            for (Optional<TarItem> item = tar.next(); item.isPresent(); item = tar.next()) {
                if (item.get().name().equals("debian/control")) {
                    if (item.get().size() > LARGEST) {
                        throw new InputException(tarball + " holds a debian/control of more than " + (LARGEST >> 20)
                                + " MiB, which no such file has");
                    }
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    tar.copyTo(content);
                    return Control.parse(content.toString(StandardCharsets.UTF_8), "debian/control");
                }
            }
        }
        throw new InputException(tarball + " holds no debian/control");
    }
}
