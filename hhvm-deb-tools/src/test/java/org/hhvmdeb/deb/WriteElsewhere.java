package org.hhvmdeb.deb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.process.Command;
import org.hhvmdeb.testkit.DebSample;
import org.hhvmdeb.testkit.JavaCommand;
import org.hhvmdeb.testkit.Programs;

/** Writes the sample package in a virtual machine of its own, with surroundings of its own. */
final class WriteElsewhere {

    private WriteElsewhere() {}

    /** @param surroundings a program such as env, which runs what follows its arguments */
    static void run(Command surroundings, Path contents, Path deb) throws ExternalException {
        List<String> words = new ArrayList<>(surroundings.words());
        words.addAll(JavaCommand.words(DebSample.class, "-Duser.name=somebody"));
        words.addAll(List.of(contents.toString(), deb.toString()));
        Command command = Command.of(words);
        for (Map.Entry<String, String> variable : surroundings.environment().entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        Programs.untethered().run(command).orFail();
    }
}
