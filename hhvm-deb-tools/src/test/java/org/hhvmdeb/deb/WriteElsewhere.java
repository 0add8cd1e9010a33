package org.hhvmdeb.deb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.process.Programs;

/** Writes the sample package in a virtual machine of its own, with surroundings of its own. */
final class WriteElsewhere {

    private WriteElsewhere() {}

    /** @param surroundings a program such as env, which runs what follows its arguments */
    static void run(Command surroundings, Path contents, Path deb) throws ExternalException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = new ArrayList<>(surroundings.words());
        words.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Duser.name=somebody",
                "-cp",
                classPath,
                DebSample.class.getName(),
                contents.toString(),
                deb.toString()));
        Command command = Command.of(words);
        for (Map.Entry<String, String> variable : surroundings.environment().entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        Programs.untethered().run(command).orFail();
    }
}
