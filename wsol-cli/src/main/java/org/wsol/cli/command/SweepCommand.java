package org.wsol.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol sweep}: the same as {@code run}, for those who look for it by this name. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Computes every run of a sweep; the same as run.")
public final class SweepCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments experiment;

    @Mixin
    private SessionMixin session;

    @Override
    public Integer call() {
        return Sessions.run(experiment.compose(), session, spec.commandLine());
    }
}
