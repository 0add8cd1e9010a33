package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhbc.verify.VerifiedRepo;
import org.hhvmdeb.hhbc.verify.VerifyRepo;
import org.hhvmdeb.hhbc.verify.VerifyRequest;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a bytecode repository is sound, holds exactly one schema, that this is the schema of the hhvm it is for, and
 * that it holds the site's files as they are now.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "verify-repo",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyCollection = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true,
        requiresProject = false)
public final class VerifyRepoMojo extends RepoMojo {

    /**
     * The repository, or a cache .deb; by default the repository in repoDirectory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repo")
    private @Nullable File repo;

    /**
     * A schema that the repository must have, in addition to being that of the hhvm.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.schema")
    private @Nullable String schema;

    /**
     * The site's PHP. The repository in repoDirectory must hold its files as they are; another {@code repo} is not
     * compared.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.phpDirectory", defaultValue = "${basedir}/src/main/php")
    @SuppressWarnings("NullAway.Init")
    private File phpDirectory;

    /**
     * Which files are compiled, as for compile-repo.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.includes")
    private List<String> includes = List.of();

    /**
     * The files to leave out, as globs relative to phpDirectory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.excludes")
    private List<String> excludes = List.of();

    /**
     * Compile phpDirectory again and compare the hash and the bytecode of every file. In a whole-program build two
     * runs of hhvm can differ, as it numbers what units share in the order in which its threads end.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.recompile", defaultValue = "false")
    private boolean recompile;

    /**
     * The options for compiling again, as for compile-repo. By default those in the build information of the
     * repository, if a run of yours wrote it; options that may have come with a clone have to be given again.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.compilerOptions")
    private List<String> compilerOptions = List.of();

    /**
     * Also run the hhvm to ask it for its schema. By default only its file and its package are read; the file has the
     * schema since HHVM 3.13, the package if it provides it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.runHhvm", defaultValue = "false")
    private boolean runHhvm;

    @Inject
    public VerifyRepoMojo(RepositorySystem system) {
        super(system);
    }

    @Override
    void run(Progress progress) throws HhvmDebException {
        Path file =
                repo != null ? repo.toPath() : OnlyFile.in(repoDirectory(), ".hhbc", "compile-repo", "hhvm.cache.repo");
        VerifyRequest request = VerifyRequest.of(file).against(hhvm()).running(runHhvm);
        if (schema != null) {
            request = request.expecting(RepoSchema.parse(schema));
        }
        if (recompile || repo == null) {
            request = request.compiledFrom(site()).recompiling(recompile).withOptions(compilerOptions);
        } else {
            getLog().info("hhvm.cache.repo names the repository, so the files of the site are not compared");
        }
        VerifiedRepo verified = new VerifyRepo(new LocalProcesses()).run(request, progress);
        verified.readings().forEach(r -> getLog().info(r.toString()));
    }

    private PhpTree site() throws InputException {
        if (!phpDirectory.isDirectory()) {
            throw new InputException("there is no directory " + phpDirectory
                    + " with the site's PHP, which the repository is compared with; name it with"
                    + " hhvm.cache.phpDirectory, or a repository that is not compared with hhvm.cache.repo");
        }
        return new PhpTree(phpDirectory.toPath(), includes, excludes);
    }
}
