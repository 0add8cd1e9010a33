package org.hhvmdeb.deb;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hhvmdeb.debian.Paragraph;
import org.hhvmdeb.io.RelativePath;

/**
 * A package to write.
 *
 * @param control all fields but {@code Installed-Size}, which is computed; written as they are
 * @param entries what is installed, in any order, parent directories left out or not
 * @param controlFiles maintainer scripts and the like
 * @param conffiles which of the files are configuration (Policy 10.7)
 * @param timestamp the time of every file, cut to whole seconds
 * @param output the file to write
 */
public record DebRequest(
        Paragraph control,
        List<DebEntry> entries,
        List<ControlFile> controlFiles,
        Set<RelativePath> conffiles,
        Instant timestamp,
        Path output) {

    public DebRequest {
        entries = List.copyOf(entries);
        controlFiles = List.copyOf(controlFiles);
        conffiles = Set.copyOf(conffiles);
    }
}
