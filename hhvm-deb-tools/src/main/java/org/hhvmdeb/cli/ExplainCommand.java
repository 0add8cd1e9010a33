package org.hhvmdeb.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.hhvmdeb.build.BuildPackages;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.hhbc.doctor.Doctor;
import org.hhvmdeb.hhbc.inspect.RepoRules;
import org.hhvmdeb.hhbc.preflight.PreflightResult;
import org.hhvmdeb.hhbc.verify.VerifyRepo;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Nearest;
import org.hhvmdeb.patch.lint.LintRules;
import org.hhvmdeb.upstream.verify.VerifyOrig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says what a rule is about whose name is in brackets behind a finding, or lists all rules.")
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "Such as patch-ends-early. Default: all rules")
    private @Nullable String rule;

    ExplainCommand(Console console) {
        this.console = console;
    }

    /** All rules of all checks, by name. */
    private static Map<String, String> rules() {
        Map<String, String> rules = new TreeMap<>(LintRules.descriptions());
        rules.putAll(BuildPackages.rules());
        rules.putAll(Doctor.rules());
        rules.putAll(RepoRules.rules());
        rules.putAll(VerifyRepo.rules());
        rules.putAll(PreflightResult.rules());
        rules.putAll(VerifyOrig.rules());
        return rules;
    }

    @Override
    public Integer call() throws InputException {
        Map<String, String> rules = rules();
        if (rule == null) {
            rules.forEach(this::print);
            return 0;
        }
        String summary = rules.get(rule);
        if (summary == null) {
            String hint = new Nearest(rules.keySet()).hint(rule);
            throw new InputException(
                    "there is no rule " + rule + (hint.isEmpty() ? "; hhvm-deb explain lists them all" : hint));
        }
        print(rule, summary);
        return 0;
    }

    private void print(String name, String summary) {
        console.out().println(name + ": " + summary);
    }
}
