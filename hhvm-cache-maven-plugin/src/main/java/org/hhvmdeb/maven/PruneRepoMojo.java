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
 * Shows which schemas of a bytecode repository no HHVM runs any more, and removes them if asked to. HHVM itself never
 * does.
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
     * Prune the repository; by default the goal shows the plan and writes nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.applyPrune", defaultValue = "false")
    private boolean applyPrune;

    /**
     * Write the pruned repository to this file and leave the original alone. Only then may that be in use.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.prunedRepo")
    private @Nullable File prunedRepo;

    /**
     * Drop tables in the repository itself: its size stays the same, and HHVM reuses the space.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.inPlace", defaultValue = "false")
    private boolean inPlace;

    /**
     * Shrink a repository after it was pruned in place.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.vacuum", defaultValue = "false")
    private boolean vacuum;

    /**
     * Also remove tables that no HHVM creates, if their names end in a schema that is removed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.unknownTables", defaultValue = "false")
    private boolean unknownTables;

    /**
     * Also remove rows of live schemas that nothing refers to.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.orphans", defaultValue = "false")
    private boolean orphans;

    /**
     * Also remove from live schemas the files that no longer exist on this machine.
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
