package org.hhvmdeb.maven;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.Log;

/** Keeps what is logged as {@code level: message}. */
final class RecordingLog {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    Log log() {
        return (Log) Proxy.newProxyInstance(
                RecordingLog.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == boolean.class) {
                        return true;
                    }
                    if (arguments != null) {
                        lines.add(method.getName() + ": " + arguments[0]);
                    }
                    return null;
                });
    }

    List<String> lines() {
        return lines;
    }
}
