package org.hhvmdeb.hhbc.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hhvmdeb.hhvm.HhvmIdentity;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.io.output.MadeOf;
import org.hhvmdeb.io.output.OutputGuard;
import org.hhvmdeb.io.output.OwnResults;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;

/**
 * The repository that an earlier run left where this one writes. The digest of its build information, which has those of the
 * repository and of the list of files, leads to what it was made of.
 *
 * @param request of this run
 * @param hhvm which compiles
 */
record EarlierRepo(CompileRequest request, HhvmIdentity hhvm) {

    /**
     * What it is, if it is what this run would make; otherwise a note says why not.
     *
     * @param inputs what this run would make it of; empty where that cannot be told
     */
    Optional<CompiledRepo> upToDate(Optional<MadeOf> inputs, int files, Progress progress) throws IOException {
        if (inputs.isEmpty() || !Files.isRegularFile(json())) {
            return Optional.empty();
        }
        Optional<MadeOf> then = OwnResults.ofUser().madeOf(Sha256.of(json()));
        List<String> differences = then.isEmpty() ? List.of() : inputs.get().differencesFrom(then.get());
        if (then.isEmpty() || !differences.isEmpty()) {
            progress.note("recompiling " + repo() + ": "
                    + (then.isEmpty()
                            ? "it is not known what it was made of, as far as your own runs go"
                            : differences.equals(List.of(CompileInputs.WARNINGS))
                                    ? "it had warnings, which are told again"
                                    : "changed since it was made: "
                                            + differences.stream()
                                                    .filter(d -> !d.equals(CompileInputs.WARNINGS))
                                                    .collect(Collectors.joining(", "))));
            return Optional.empty();
        }
        try {
            Optional<BuildRecord> record = BuildRecord.beside(repo());
            if (record.isEmpty() || OutputGuard.entries(request.output()).size() != 3) {
                return Optional.empty();
            }
            progress.note(repo() + " is up to date");
            return Optional.of(new CompiledRepo(
                    repo(),
                    hhvm.schema(),
                    hhvm,
                    request.layout(),
                    files,
                    new Sha256(record.get().inputs()),
                    new Sha256(record.get().repo()),
                    json(),
                    request.log(),
                    List.of(),
                    true));
        } catch (InputException e) {
            progress.note("recompiling " + repo() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Path repo() {
        return request.output().resolve(stem() + ".hhbc");
    }

    private Path json() {
        return request.output().resolve(stem() + ".json");
    }

    private String stem() {
        return request.program() + "." + hhvm.schema();
    }
}
