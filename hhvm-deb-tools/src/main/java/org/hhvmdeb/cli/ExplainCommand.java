package org.hhvmdeb.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hhvmdeb.build.PackageRule;
import org.hhvmdeb.cli.console.Console;
import org.hhvmdeb.cli.options.FormatOption;
import org.hhvmdeb.debian.PackagingRule;
import org.hhvmdeb.hhbc.doctor.DoctorRule;
import org.hhvmdeb.hhbc.inspect.RepoRule;
import org.hhvmdeb.hhbc.preflight.HostRule;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Nearest;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.patch.PatchRule;
import org.hhvmdeb.upstream.signature.SignatureRule;
import org.hhvmdeb.upstream.verify.OrigRule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Explains the rule whose name is in brackets behind a finding, or lists all rules.")
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "Such as patch-ends-early. Default: all rules")
    private @Nullable String rule;

    @Mixin
    private final FormatOption format = new FormatOption();

    ExplainCommand(Console console) {
        this.console = console;
    }

    /** All rules of all checks, by name. */
    static Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        Stream.<Rule[]>of(
                        PatchRule.values(),
                        PackagingRule.values(),
                        OrigRule.values(),
                        PackageRule.values(),
                        RepoRule.values(),
                        HostRule.values(),
                        DoctorRule.values(),
                        SignatureRule.values())
                .flatMap(Arrays::stream)
                .forEach(r -> rules.put(r.id(), r));
        return rules;
    }

    @Override
    public Integer call() throws InputException {
        Map<String, Rule> rules = rules();
        if (rule == null) {
            format.write(
                    console,
                    new RulesJson(rules.values().stream().map(RuleJson::of).toList()),
                    () -> rules.values().forEach(r -> console.out().println(r.id() + ": " + r.summary())));
            return 0;
        }
        Rule asked = rules.get(rule);
        if (asked == null) {
            String hint = new Nearest(rules.keySet()).hint(rule);
            throw new InputException(
                    "there is no rule " + rule + (hint.isEmpty() ? "; hhvm-deb explain lists them all" : hint));
        }
        format.write(console, RuleJson.of(asked), () -> print(asked));
        return 0;
    }

    private void print(Rule asked) {
        console.out().println(asked.id() + " (" + asked.severity().word() + "): " + asked.summary());
        console.out().println(asked.explanation());
    }
}
