package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.hhbc.inspect.InspectRepo;
import org.hhvmdeb.hhbc.inspect.InspectRequest;
import org.hhvmdeb.hhbc.inspect.InspectionJson;
import org.hhvmdeb.hhbc.inspect.InspectionPage;
import org.hhvmdeb.hhbc.inspect.InspectionText;
import org.hhvmdeb.hhbc.inspect.RepoInspection;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is in a bytecode repository and where its bytes are: in the log, and as {@code inspection.html} and
 * {@code inspection.json}. Changes nothing, and unlike verify-repo never fails a build because of what is in there.
 *
 * @since 0.1.0
 */
@Mojo(name = "inspect-repo", threadSafe = true, requiresProject = false)
public final class InspectRepoMojo extends StepMojo {

    /**
     * The repository, or a cache .deb; by default the one in repoDirectory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repo")
    private @Nullable File repo;

    /**
     * The directory of the repository, as compile-repo leaves it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.repoDirectory", defaultValue = "${project.build.directory}/hhbc")
    @SuppressWarnings("NullAway.Init")
    private File repoDirectory;

    /**
     * Where the page and the JSON go.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.inspectionDirectory", defaultValue = "${project.build.directory}/inspection")
    @SuppressWarnings("NullAway.Init")
    private File inspectionDirectory;

    /**
     * How many of the largest units and directories of each schema to name.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.inspectionTop", defaultValue = "10")
    private int inspectionTop;

    @Override
    void run(Progress progress) throws HhvmDebException {
        if (inspectionTop < 0) {
            throw new InputException("hhvm.cache.inspectionTop is " + inspectionTop + ", less than none");
        }
        Path file = repo != null
                ? repo.toPath()
                : OnlyFile.in(directory(repoDirectory), ".hhbc", "compile-repo", "hhvm.cache.repo");
        Path directory = directory(inspectionDirectory);
        InputPlaces read = InputPlaces.of(file);
        OutputFile page = OutputFile.in(directory, "inspection.html").apartFrom(read);
        OutputFile json = OutputFile.in(directory, "inspection.json").apartFrom(read);
        RepoInspection inspection = new InspectRepo().run(new InspectRequest(file, inspectionTop), progress);
        InspectionPage.write(inspection, page);
        json.write(Json.document(InspectionJson.of(inspection)));
        InspectionText.of(inspection).lines().forEach(getLog()::info);
        if (!inspection.sound()) {
            getLog().warn(file + " is damaged, or somebody was writing to it");
        }
        getLog().info("the inspection is " + page);
    }
}
