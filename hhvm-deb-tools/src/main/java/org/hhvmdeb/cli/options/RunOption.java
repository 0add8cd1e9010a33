package org.hhvmdeb.cli.options;

import picocli.CommandLine.Option;

/** Whether an hhvm that is inspected may be run. */
public final class RunOption {

    @Option(
            names = "--run",
            description =
                    "Also run the hhvm, as you, to ask it for its schema; only one you trust. Without this its file"
                            + " and its package are read and nothing of them is run; before 3.13 they may not tell.")
    private boolean run;

    public boolean allowed() {
        return run;
    }
}
