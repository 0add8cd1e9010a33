package org.hhvmdeb.maven;

import java.io.File;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.eclipse.aether.RepositorySystem;
import org.hhvmdeb.hhbc.compile.CompileLimits;
import org.hhvmdeb.hhbc.compile.CompileRepo;
import org.hhvmdeb.hhbc.compile.CompileRequest;
import org.hhvmdeb.hhbc.compile.CompiledRepo;
import org.hhvmdeb.hhbc.compile.PhpTree;
import org.hhvmdeb.hhvm.HhvmSource;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the site's PHP with the hhvm the servers run, and checks that every file is in the repository and that its
 * schema is that hhvm's.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "compile-repo",
        defaultPhase = LifecyclePhase.COMPILE,
        requiresDependencyCollection = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true,
        requiresProject = false)
public final class CompileRepoMojo extends SiteMojo {

    /**
     * The site's PHP.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.phpDirectory", defaultValue = "${basedir}/src/main/php", required = true)
    @SuppressWarnings("NullAway.Init")
    private File phpDirectory;

    /**
     * Which files are compiled, as globs relative to phpDirectory; by default {@code *.php}, {@code *.inc},
     * {@code *.phtml} and {@code *.hh} at any depth.
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
     * More arguments for hhvm's command line, such as {@code -vEnableHipHopSyntax=true}. Give every option that HHVM
     * mixes into its hashes as the servers have it, or they will find nothing in the cache.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.compilerOptions")
    private List<String> compilerOptions = List.of();

    /**
     * Treat PHP that does not parse as a warning, not as a failure.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.tolerant", defaultValue = "false")
    private boolean tolerant;

    /**
     * Compile even if the repository in repoDirectory is up to date: made by you of the same files, with the same
     * hhvm package and options.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.forceCreation", defaultValue = "false")
    private boolean forceCreation;

    /**
     * How many threads hhvm compiles with; by default as many as there are processors.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.jobs", defaultValue = "0")
    private int jobs;

    /**
     * How much memory hhvm may use, such as {@code 4G}; it is stopped when it uses more. By default there is no
     * limit.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.memory")
    private @Nullable String memory;

    /**
     * After how many minutes hhvm is stopped; by default a day.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.timeout", defaultValue = "0")
    private long timeout;

    private final LaterPackaging packaging;

    @Inject
    public CompileRepoMojo(RepositorySystem system, LifecycleExecutor lifecycle, MavenPluginManager plugins) {
        super(system);
        packaging = new LaterPackaging(lifecycle, plugins);
    }

    @Override
    void run(Progress progress) throws HhvmDebException {
        HhvmSource source = hhvm();
        packaging.check(session(), execution());
        getLog().info("compiling with the hhvm of " + source);
        PhpTree tree =
                new PhpTree(phpDirectory.toPath(), includes.isEmpty() ? PhpTree.DEFAULT_INCLUDES : includes, excludes);
        CompileRequest request = CompileRequest.of(tree, source, program(), repoDirectory())
                .withLayout(layout())
                .withOptions(compilerOptions)
                .withTolerance(tolerant)
                .inAnyCase(forceCreation)
                .withLimits(CompileLimits.parse(jobs, memory == null ? "" : memory, timeout));
        CompiledRepo repo = new CompileRepo(new LocalProcesses()).run(request, progress);
        getLog().info(HumanUnits.count(repo.files(), "file")
                + (repo.upToDate() ? " up to date in " : " compiled into ")
                + repo.file());
    }
}
