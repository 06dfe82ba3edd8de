package org.wsol.cli.command;

import java.util.concurrent.Callable;
import org.wsol.experiment.sweep.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsol run}, also found as {@code wsol sweep}: computes all runs of an experiment that do not exist yet. */
@Command(
        name = "run",
        aliases = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Computes the runs of an experiment; finished ones are not computed again.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExperimentArguments experiment;

    @Mixin
    private SessionMixin session;

    @Mixin
    private EngineMixin engine;

    @Mixin
    private MirrorMixin mirror;

    @Override
    public Integer call() {
        Experiment composed = experiment.compose();
        PublishedFiles.fetch(composed, mirror.downloader(), spec.commandLine());
        return Sessions.run(composed, session, engine, spec.commandLine());
    }
}
