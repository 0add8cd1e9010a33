package org.hhvmdeb.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.output.InputPlaces;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.FindingsException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.patch.forecast.CellState;
import org.hhvmdeb.patch.forecast.Forecast;
import org.hhvmdeb.patch.forecast.ForecastJson;
import org.hhvmdeb.patch.forecast.ForecastPage;
import org.hhvmdeb.patch.forecast.ForecastPatches;
import org.hhvmdeb.patch.forecast.ForecastRequest;
import org.hhvmdeb.patch.forecast.ForecastText;

/**
 * Shows on which upstream tags each patch of the series will apply, is upstream already, or conflicts: in the log,
 * and as {@code forecast.html} and {@code forecast.json}. A patch fails the build only if failOnStates says so.
 *
 * @since 0.1.0
 */
@Mojo(name = "forecast-patches", threadSafe = true, requiresProject = false)
public final class ForecastPatchesMojo extends FetchingMojo {

    /**
     * The packaging, with patches/series in it; its copyright says what is excluded.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.debianDirectory", defaultValue = "${basedir}/debian", required = true)
    @SuppressWarnings("NullAway.Init")
    private File debianDirectory;

    /**
     * Where upstream's repository is: a URL (https, ssh, file) or a directory, which may be relative to the project's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.upstreamUrl")
    @SuppressWarnings("NullAway.Init") // Asked for at the beginning.
    private String upstreamUrl;

    /**
     * Globs of the tags to try, for example {@code HHVM-3.1[0-9].*}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.forecastTags")
    private List<String> forecastTags = List.of();

    /**
     * Where the page and the JSON go.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.forecastDirectory", defaultValue = "${project.build.directory}/forecast")
    @SuppressWarnings("NullAway.Init")
    private File forecastDirectory;

    /**
     * Other addresses for submodules, each {@code PATH=URL}, as for import-upstream.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.submodules")
    private List<String> submodules = List.of();

    /**
     * Paths of submodules to do without.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.skippedSubmodules")
    private List<String> skippedSubmodules = List.of();

    /**
     * Keeps what was fetched for the next time; safe to share between builds and to delete.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.gitCacheDirectory", defaultValue = "${user.home}/.cache/hhvm-deb/git")
    @SuppressWarnings("NullAway.Init")
    private File gitCacheDirectory;

    /**
     * States that fail the build where a patch is in one of them on any of the tags: conflicts, blocked, broken, unknown,
     * upstream, partly-upstream, offset, applies. By default none does.
     *
     * @since 0.1.0
     */
    @Parameter(property = "hhvm.cache.failOnStates")
    private List<String> failOnStates = List.of();

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private File basedir;

    @Override
    void run(Progress progress) throws HhvmDebException {
        need("upstreamUrl", upstreamUrl);
        need("forecastTags", forecastTags);
        Set<CellState> unwanted = CellState.parse(failOnStates);
        UpstreamChoice upstream = new UpstreamChoice(
                upstreamUrl,
                basedir,
                submodules,
                skippedSubmodules,
                gitCacheDirectory,
                fetching(upstreamUrl, submodules));
        Path directory = directory(forecastDirectory);
        InputPlaces read = InputPlaces.of(debianDirectory.toPath());
        OutputFile page = OutputFile.in(directory, "forecast.html").apartFrom(read);
        OutputFile json = OutputFile.in(directory, "forecast.json").apartFrom(read);
        Forecast forecast = new ForecastPatches()
                .run(new ForecastRequest(debianDirectory.toPath(), upstream.source(), forecastTags), progress);
        ForecastPage.write(forecast, page);
        json.write(Json.document(ForecastJson.of(forecast)));
        ForecastText.of(forecast, false).lines().forEach(getLog()::info);
        getLog().info("the forecast is " + page);
        List<Finding> found = forecast.findings(unwanted, debianDirectory.toPath());
        if (!found.isEmpty()) {
            throw new FindingsException("hhvm.cache.failOnStates does not allow what the forecast says", found);
        }
    }
}
