package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.RepositoryCacheConfig;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.lib.internal.WorkQueue;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the git settings of user and system away from JGit: no configuration file, no {@code GIT_} variable, while one
 * of our steps runs. A URL rewritten by {@code insteadOf} or a proxy from somebody's home must not decide what goes into
 * a source package.
 *
 * <p>JGit asks one {@link SystemReader} for the whole virtual machine and offers no other way, so this is the one
 * place with static state. It is confined: the reader that was there before goes on answering everybody but the threads
 * inside {@link #withoutUserConfig}, those they start, and meanwhile those of the common pool.
 */
public final class GitSettings extends SystemReader.Delegate {

    private static final ThreadLocal<Boolean> SHUT = new InheritableThreadLocal<>() {
        @Override
        protected Boolean initialValue() {
            return false;
        }
    };

    private static final String SNAPSHOT = "org.eclipse.jgit.internal.storage.file.FileSnapshot";

    /** How much of our work is under way. */
    private static final AtomicInteger AT_WORK = new AtomicInteger();

    private final SystemReader before;

    private GitSettings(SystemReader before) {
        super(before);
        this.before = before;
    }

    /** Something that is done without anybody's settings. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws HhvmDebException, IOException;
    }

    /** Does some work with the settings shut out. */
    public static <T> T withoutUserConfig(Work<T> work) throws HhvmDebException, IOException {
        synchronized (GitSettings.class) {
            SystemReader current = SystemReader.getInstance();
            if (!(current instanceof GitSettings)) {
                SystemReader.setInstance(new GitSettings(current));
                widen();
                letTheThreadEnd();
            }
        }
        boolean already = SHUT.get();
        SHUT.set(true);
        AT_WORK.incrementAndGet();
        try {
            return work.run();
        } catch (ArithmeticException e) {
            throw ofAnotherTime(e);
        } finally {
            AT_WORK.decrementAndGet();
            SHUT.set(already);
        }
    }

    /** JGit counts the age of a file in nanoseconds, which a long has for 292 years. */
    private static ExternalException ofAnotherTime(ArithmeticException cause) {
        if (Arrays.stream(cause.getStackTrace()).noneMatch(f -> f.getClassName().equals(SNAPSHOT))) {
            throw cause;
        }
        return new ExternalException(
                "a file of a git repository is dated more than 292 years from now, which JGit cannot take: set the clock,"
                        + " or the date of the files (find .git -exec touch {} +)",
                cause);
    }

    /**
     * JGit asks how exact the times of files are in a thread of the common pool, which inherits nothing. While we work that is taken
     * for ours: else JGit would measure it in the repository, and write what it found into somebody's home.
     */
    private static boolean shut() {
        return SHUT.get()
                || (AT_WORK.get() > 0
                        && Thread.currentThread() instanceof ForkJoinWorkerThread worker
                        && worker.getPool() == ForkJoinPool.commonPool());
    }

    /**
     * JGit looks at packs through windows of 8 KiB, 10 MiB in all, which costs an import of HHVM a tenth of its time. These are
     * settings of the whole virtual machine, too.
     */
    private static void widen() {
        WindowCacheConfig windows = new WindowCacheConfig();
        windows.setPackedGitWindowSize(64 << 10);
        windows.setPackedGitLimit(64L << 20);
        windows.install();
    }

    /**
     * JGit has a thread that looks once in a while for repositories it may close. We close ours, and in a virtual machine that goes on,
     * as where Maven is embedded, every build would leave one more.
     */
    private static void letTheThreadEnd() {
        RepositoryCacheConfig none = new RepositoryCacheConfig();
        none.setCleanupDelay(RepositoryCacheConfig.NO_CLEANUP);
        none.install();
        WorkQueue.getExecutor().setKeepAliveTime(1, TimeUnit.SECONDS);
        WorkQueue.getExecutor().allowCoreThreadTimeOut(true);
    }

    @Override
    public @Nullable String getenv(String variable) {
        return shut() && variable.startsWith("GIT_") ? null : before.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return shut() ? new Empty(parent, fs) : before.openUserConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return shut() ? new Empty(parent, fs) : before.openSystemConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return shut() ? new Empty(parent, fs) : before.openJGitConfig(parent, fs);
    }

    @Override
    public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
        return shut() ? new Empty(null, FS.DETECTED) : before.getUserConfig();
    }

    @Override
    public StoredConfig getSystemConfig() throws ConfigInvalidException, IOException {
        return shut() ? new Empty(null, FS.DETECTED) : before.getSystemConfig();
    }

    @Override
    public StoredConfig getJGitConfig() throws ConfigInvalidException, IOException {
        return shut() ? new Empty(null, FS.DETECTED) : before.getJGitConfig();
    }

    /**
     * A configuration without a file. It knows one thing: how exact the times of files are, coarsely. Otherwise JGit
     * measures that for some seconds by writing files into the repository, which we only read.
     */
    private static final class Empty extends FileBasedConfig {

        /** What JGit assumes itself where it cannot measure. */
        private static final String COARSE = "2 seconds";

        @SuppressWarnings("NullAway") // JGit's own settings without a file pass null here
        Empty(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            boolean exactness = section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    && (name.equals(ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION)
                            || name.equals(ConfigConstants.CONFIG_KEY_MIN_RACY_THRESHOLD));
            return exactness ? COARSE : super.getString(section, subsection, name);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
