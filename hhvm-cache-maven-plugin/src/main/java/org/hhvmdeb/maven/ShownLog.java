package org.hhvmdeb.maven;

import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;
import org.hhvmdeb.notice.ShownText;

/** Maven's log, which shows what others wrote without letting it act on a terminal. */
final class ShownLog implements Log {

    private final Log log;

    ShownLog(Log log) {
        this.log = log;
    }

    private static String shown(Object content) {
        return ShownText.of(String.valueOf(content));
    }

    /** The traces of failures hold messages, too: they are told in text, at the level for searching faults. */
    private void log(Consumer<CharSequence> level, Object content, Throwable error) {
        level.accept(shown(content));
        log.debug(shown(error));
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public void debug(CharSequence content) {
        log.debug(shown(content));
    }

    @Override
    public void debug(CharSequence content, Throwable error) {
        log(log::debug, content, error);
    }

    @Override
    public void debug(Throwable error) {
        log.debug(shown(error));
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isInfoEnabled();
    }

    @Override
    public void info(CharSequence content) {
        log.info(shown(content));
    }

    @Override
    public void info(CharSequence content, Throwable error) {
        log(log::info, content, error);
    }

    @Override
    public void info(Throwable error) {
        log.info(shown(error));
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isWarnEnabled();
    }

    @Override
    public void warn(CharSequence content) {
        log.warn(shown(content));
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
        log(log::warn, content, error);
    }

    @Override
    public void warn(Throwable error) {
        log.warn(shown(error));
    }

    @Override
    public boolean isErrorEnabled() {
        return log.isErrorEnabled();
    }

    @Override
    public void error(CharSequence content) {
        log.error(shown(content));
    }

    @Override
    public void error(CharSequence content, Throwable error) {
        log(log::error, content, error);
    }

    @Override
    public void error(Throwable error) {
        log.error(shown(error));
    }
}
