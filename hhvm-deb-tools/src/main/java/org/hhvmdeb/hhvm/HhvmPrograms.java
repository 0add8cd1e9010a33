package org.hhvmdeb.hhvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hhvmdeb.io.FileTree;
import org.hhvmdeb.io.InputFile;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;

/** Finds the hhvm of a source, or unpacks it. Runs nothing. */
public final class HhvmPrograms {

    private final ProcessRunner programs;

    public HhvmPrograms(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Finds or unpacks the program.
     *
     * @param work a directory that outlives the program and is then thrown away
     */
    public HhvmProgram open(HhvmSource source, Path work) throws HhvmDebException {
        try {
            Map<String, String> environment = environment(work);
            if (source instanceof HhvmSource.Deb p) {
                Path root = work.resolve("hhvm");
                UnpackedHhvm unpacked = UnpackedHhvm.of(p.file(), root);
                environment.putAll(unpacked.environment());
                Path file = unpacked.programs().stream().findFirst().orElseThrow(() -> noProgram(p.file()));
                String name = root.relativize(file) + " of " + p.file().getFileName();
                return new HhvmProgram(name, file, environment, programs);
            }
            Path file = installed(source).toAbsolutePath();
            return new HhvmProgram(file.toString(), file, environment, programs);
        } catch (IOException e) {
            throw ExternalException.during("unpacking " + source, e);
        }
    }

    private static Path installed(HhvmSource source) throws HhvmDebException {
        if (source instanceof HhvmSource.OnPath p) {
            return p.path()
                    .find("hhvm")
                    .orElseThrow(() -> new ExternalException("there is no hhvm on PATH; install one, name the program,"
                            + " or give the hhvm .deb to compile with"));
        }
        Path file = ((HhvmSource.Program) source).file();
        if (!Files.isRegularFile(file)) {
            throw new InputException(InputFile.absent("program", file));
        }
        return file;
    }

    /** A home, a temporary directory and a central repository that vanish with the work directory. */
    private static Map<String, String> environment(Path work) throws IOException {
        Path home = FileTree.makeDirectory(work.resolve("home"));
        Path temporary = FileTree.makeDirectory(work.resolve("tmp"));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("TEMP", temporary.toString());
        environment.put("HHVM_REPO_CENTRAL_PATH", home.resolve("central.hhbc").toString());
        // Worker processes complain about NUMA calls in containers, and some releases take that for a failure.
        environment.put("HHVM_DISABLE_NUMA", "true");
        return environment;
    }

    private static InputException noProgram(Path deb) {
        return new InputException(deb + " has no program usr/bin/hhvm or opt/hhvm/VERSION/bin/hhvm in it; the package"
                + " to compile with is hhvm itself, not hhvm-dev or hhvm-dbg");
    }
}
