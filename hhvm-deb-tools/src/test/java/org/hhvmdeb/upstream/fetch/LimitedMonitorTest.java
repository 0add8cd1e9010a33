package org.hhvmdeb.upstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.jgit.lib.NullProgressMonitor;
import org.junit.jupiter.api.Test;

class LimitedMonitorTest {

    /** JGit asks whether it is cancelled now and then only; it reports each delta that it unpacks. */
    @Test
    void theWorkEndsAtTheFirstStepAfterALimitWasReached() {
        try (Watch watch = new Watch(new Fetching(FetchSettings.DEFAULT))) {
            LimitedMonitor monitor = new LimitedMonitor(NullProgressMonitor.INSTANCE, watch);
            assertThatCode(() -> monitor.update(1)).doesNotThrowAnyException();
            assertThat(monitor.isCancelled()).isFalse();
            FetchBroken breach = watch.refused("that is enough");
            assertThatThrownBy(() -> monitor.update(1)).hasCause(breach);
            assertThatThrownBy(() -> monitor.beginTask("next", 1)).hasCause(breach);
            assertThat(monitor.isCancelled()).isTrue();
        }
    }
}
