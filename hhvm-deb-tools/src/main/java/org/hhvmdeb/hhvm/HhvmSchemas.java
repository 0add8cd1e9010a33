package org.hhvmdeb.hhvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hhvmdeb.io.staging.WorkDirectory;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.process.ProcessRunner;

/**
 * What an hhvm says its schema is. Whoever inspects an hhvm asks here, and here alone is decided whether it is run: a program or
 * a package that is looked at is not trusted, and running it is running whatever somebody put there, as the caller.
 */
public final class HhvmSchemas {

    private final ProcessRunner programs;

    public HhvmSchemas(ProcessRunner programs) {
        this.programs = programs;
    }

    /**
     * Reads the Provides of a .deb and the ELF section of the program, and asks the program if told to.
     *
     * @param run whether the program may be run
     * @return at least one reading; several may disagree
     * @throws InputException when the schema cannot be known without running the program
     * @throws ExternalException when the program is run and does not tell
     */
    public List<SchemaReading> of(HhvmSource source, boolean run) throws HhvmDebException {
        return of(
                source,
                run,
                "It was not run; one that you trust is run and asked with --run (with Maven -Dhhvm.cache.runHhvm), and its"
                        + " answer is what --schema takes");
    }

    /**
     * The same, for who never runs it.
     *
     * @param advice what to do when it does not tell
     */
    public List<SchemaReading> unrun(HhvmSource source, String advice) throws HhvmDebException {
        return of(source, false, advice);
    }

    private List<SchemaReading> of(HhvmSource source, boolean run, String advice) throws HhvmDebException {
        List<SchemaReading> readings = new ArrayList<>();
        if (source instanceof HhvmSource.Deb p) {
            readings.addAll(HhvmPackage.read(p.file()).provided());
        }
        try (WorkDirectory work = WorkDirectory.create()) {
            HhvmProgram program = new HhvmPrograms(programs).open(source, work.path());
            if (run) {
                readings.addAll(program.identify().readings());
            } else {
                program.section().ifPresent(readings::add);
            }
            if (readings.isEmpty()) {
                throw new InputException("the schema of " + program.name() + " is unknown: it has no ELF section "
                        + RepoSchema.ELF_SECTION + ", as hhvm has since 3.13"
                        + (source instanceof HhvmSource.Deb ? ", and the package provides none" : "")
                        + ". " + advice);
            }
            return readings;
        } catch (IOException e) {
            throw ExternalException.during("reading the schema of " + source, e);
        }
    }
}
