package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.ModelLookupMessages;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.session.Planner;
import org.wsol.experiment.internal.session.RunResult;
import org.wsol.experiment.internal.session.SessionPlan;
import org.wsol.experiment.internal.session.SessionResult;
import org.wsol.experiment.internal.session.SessionRunner.SessionOptions;
import org.wsol.experiment.internal.training.ExperimentExecutor;
import org.wsol.experiment.sweep.Experiment;
import org.wsol.experiment.sweep.ExperimentComposer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol reproduce}: computes a run again from its folder and shows the differences. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description =
                "Computes a run again from its folder, says whether its results are equal, and shows what differs."
                        + " Exits with 3 if results differ.")
final class ReproduceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The folder of a run.")
    private Path run;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Number of threads. Default: that of the run, because another number rounds sums differently and changes the results.")
    private @Nullable Integer threads;

    @Override
    public Integer call() {
        RunFolder original = RunFiles.named(run);
        requireReproducible(original);
        Experiment experiment =
                new ExperimentComposer(ExperimentArguments.loader()).compose(original.config(), List.of());
        RunExecutor executor = new ExperimentExecutor();
        SessionPlan plan = new Planner(executor).plan(experiment, true, false);
        SessionOptions options = SessionOptions.simple(threads(original), "wsol reproduce " + run);
        SessionResult result = Sessions.carryOut(plan, options, executor, spec.commandLine());
        RunResult again = result.results().get(0);
        if (again.status().state() == RunState.DONE) {
            RunComparison comparison =
                    new RunComparison(original, again.folder().orElseThrow());
            CompareCommand.print(comparison, spec.commandLine().getOut());
            spec.commandLine().getOut().println(verdict(comparison));
            spec.commandLine().getOut().flush();
            return comparison.resultsAreEqual() ? 0 : Errors.RUNS_FAILED;
        }
        return SessionReport.exitCode(result);
    }

    private void requireReproducible(RunFolder original) {
        if (original.liveStatus().state() != RunState.DONE) {
            throw new InvalidInputException(ModelLookupMessages.reason(run));
        }
        if (original.liveStatus().isStoppedEarly()) {
            throw new InvalidInputException(
                    run + " was " + original.liveStatus().reason()
                            + ", which depends on the other runs of its session; run the experiment again");
        }
        if (RunFiles.identity(original).evaluation().containsKey(EvaluateCommand.SPLIT)) {
            throw new InvalidInputException(run + " only scored a network: type its 'wsol evaluate' command again");
        }
    }

    /** Whether the results are equal, and what explains a difference. */
    private static String verdict(RunComparison comparison) {
        if (comparison.resultsAreEqual()) {
            return "reproduced: all results are equal";
        }
        List<String> causes = new ArrayList<>();
        if (!comparison.identity().isEmpty()) {
            causes.add("'computed from'");
        }
        if (!comparison.surroundings().isEmpty()) {
            causes.add("'computed with'");
        }
        return "not reproduced: some numbers differ"
                + (causes.isEmpty() ? "" : "; possible causes are listed under " + String.join(" and ", causes));
    }

    private int threads(RunFolder original) {
        if (threads != null) {
            return ComputeThreads.require(threads);
        }
        return Files.isRegularFile(original.provenance())
                        && Json.read(original.provenance()).get("threads") instanceof Number recorded
                ? recorded.intValue()
                : ComputeThreads.byDefault();
    }
}
