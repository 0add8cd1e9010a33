package org.hhvmdeb.maven;

import java.nio.file.Path;
import java.util.List;
import org.hhvmdeb.hhbc.compile.CompileRepo;
import org.hhvmdeb.hhbc.compile.CompileRequest;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;

/** The repository of the site that the tests' project is. */
final class TestRepo {

    private TestRepo() {}

    static Path compile(Path php, Path hhvm, Path output) throws HhvmDebException {
        PhpTree tree = new PhpTree(php, PhpTree.DEFAULT_INCLUDES, List.of());
        return new CompileRepo(new LocalProcesses())
                .run(CompileRequest.of(tree, new HhvmSource.Program(hhvm), "site", output), Progress.silent())
                .file();
    }
}
