package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.hhbc.prune.PrunePlan;
import org.hhvmdeb.hhbc.prune.PruneRepo;
import org.hhvmdeb.hhbc.prune.PruneRequest;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.process.LocalProcesses;
import org.jspecify.annotations.Nullable;

/**
 * Tells which schemas of a bytecode repository no HHVM runs any more, and takes them out if asked to. HHVM itself never does.
 *
 * @since 0.1.0
 */
@Mojo(name = "prune-repo", threadSafe = true, requiresProject = false)
public final class PruneRepoMojo extends StepMojo {

    /**
     * The repository.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repo")
    @SuppressWarnings("NullAway.Init") // Asked for at the beginning.
    private File repo;

    /**
     * The schemas of all HHVMs that use the repository.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.liveSchemas")
    private List<String> liveSchemas = List.of();

    /**
     * Whether it is done; otherwise the plan is told and nothing is written.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.applyPrune", defaultValue = "false")
    private boolean applyPrune;

    /**
     * Where what stays is written instead of over the repository, which may be in use only then.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.prunedRepo")
    private @Nullable File prunedRepo;

    /**
     * Whether tables are dropped in the repository itself: its size stays, and HHVM uses the room again.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.inPlace", defaultValue = "false")
    private boolean inPlace;

    /**
     * Whether a repository that is pruned in place is made smaller afterwards.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.vacuum", defaultValue = "false")
    private boolean vacuum;

    /**
     * Whether tables that no HHVM creates go, too, when their names end in a schema that goes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.unknownTables", defaultValue = "false")
    private boolean unknownTables;

    /**
     * Whether rows of live schemas go that nothing refers to.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.orphans", defaultValue = "false")
    private boolean orphans;

    /**
     * Whether files of live schemas go that are not on this machine any more.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.goneFiles", defaultValue = "false")
    private boolean goneFiles;

    @Override
    void run(Progress progress) throws HhvmDebException {
        need("repo", repo);
        need("liveSchemas", liveSchemas);
        PruneRepo prune = new PruneRepo(new LocalProcesses());
        PruneRequest request = request();
        PrunePlan plan = prune.plan(request);
        plan.lines().forEach(getLog()::info);
        getLog().info(
                        applyPrune
                                ? prune.run(request, progress).summary()
                                : "nothing was written; -Dhhvm.cache.applyPrune does it");
    }

    private PruneRequest request() throws HhvmDebException {
        List<RepoSchema> live = new ArrayList<>();
        for (String id : liveSchemas) {
            live.add(RepoSchema.parse(id));
        }
        Path file = repo.toPath();
        PruneRequest request = PruneRequest.of(file, live).including(unknownTables, orphans, goneFiles);
        request = prunedRepo == null
                ? request
                : request.into(OutputFile.of(prunedRepo.toPath()).apartFrom(InputPlaces.of(file)));
        return request.inPlace(inPlace, vacuum);
    }
}
