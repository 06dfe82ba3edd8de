package org.wsol.cli.command;

import java.io.PrintWriter;
import java.util.Optional;
import org.wsol.cli.terminal.RunLogFile;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.config.override.ShellWords;
import org.wsol.experiment.engine.Engine;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.engine.Engines;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunMonitor;
import org.wsol.experiment.internal.session.EarlierRuns;
import org.wsol.experiment.internal.session.EngineLauncher;
import org.wsol.experiment.internal.session.InProcessLauncher;
import org.wsol.experiment.internal.session.Interruption;
import org.wsol.experiment.internal.session.MedianStopping;
import org.wsol.experiment.internal.session.PlanEntry;
import org.wsol.experiment.internal.session.Planner;
import org.wsol.experiment.internal.session.ProcessLauncher;
import org.wsol.experiment.internal.session.SessionFolder;
import org.wsol.experiment.internal.session.SessionPlan;
import org.wsol.experiment.internal.session.SessionResult;
import org.wsol.experiment.internal.session.SessionRunner;
import org.wsol.experiment.internal.session.SessionRunner.RunLauncher;
import org.wsol.experiment.internal.session.SessionRunner.SessionOptions;
import org.wsol.experiment.internal.training.ExperimentExecutor;
import org.wsol.experiment.schema.SweepConfig;
import org.wsol.experiment.sweep.Experiment;
import picocli.CommandLine;

/** Plans and runs an experiment for a command. */
final class Sessions {
    private Sessions() {}

    /** Computes missing runs, prints progress, and returns the exit code. */
    static int run(Experiment experiment, SessionMixin mixin, EngineMixin engine, CommandLine line) {
        ExperimentExecutor executor = new ExperimentExecutor();
        SessionPlan plan = new Planner(executor).plan(experiment, mixin.isForced(), mixin.isRetrying());
        PlanWarnings.print(plan, executor, line.getErr());
        Optional<EngineSettings> settings =
                engine.settings(experiment.runs().get(0).config().value().engine());
        String command =
                "wsol " + ShellWords.line(line.getParent().getParseResult().originalArgs());
        SessionOptions options = mixin.options(command);
        boolean computes = plan.entries().stream().anyMatch(PlanEntry::isComputed);
        if (computes && settings.isEmpty()) {
            PlanWarnings.busy(line.getErr());
        }
        SessionResult result = computes && settings.isPresent()
                ? carryOut(plan, options, settings.get(), executor, line)
                : carryOut(plan, options, executor, line);
        return SessionReport.exitCode(result);
    }

    /** Computes and reports what a plan asks for with an engine. */
    private static SessionResult carryOut(
            SessionPlan plan,
            SessionOptions options,
            EngineSettings settings,
            ExperimentExecutor executor,
            CommandLine line) {
        Interruption interruption = new Interruption(options.stopAfter());
        PrintWriter err = line.getErr();
        SessionPrinter printer = new SessionPrinter(line);
        try (SignalWatch watch = SignalWatch.start(interruption, err);
                Engine engine = Engines.open(settings)) {
            err.println("engine: " + engine.description());
            err.flush();
            int jobs = options.jobs() == 1 ? engine.slots() : Math.min(options.jobs(), engine.slots());
            long runs = plan.entries().stream().filter(PlanEntry::isComputed).count();
            RunLauncher launcher =
                    new EngineLauncher(engine, (int) Math.min(jobs, runs), executor::imageSample, printer::said);
            return reported(
                    new SessionRunner(launcher, printer, interruption), plan, options.withJobs(jobs), watch, line);
        }
    }

    /** Computes and reports on this machine what a plan asks for. */
    static SessionResult carryOut(SessionPlan plan, SessionOptions options, RunExecutor executor, CommandLine line) {
        if (plan.entries().stream().anyMatch(PlanEntry::isComputed)) {
            executor.prepare();
        }
        Interruption interruption = new Interruption(options.stopAfter());
        SessionPrinter printer = new SessionPrinter(line);
        try (SignalWatch watch = SignalWatch.start(interruption, line.getErr())) {
            return reported(
                    new SessionRunner(launcher(plan, options, executor, printer), printer, interruption),
                    plan,
                    options,
                    watch,
                    line);
        }
    }

    /** Runs a session and prints its report, both while signals are watched. */
    private static SessionResult reported(
            SessionRunner runner, SessionPlan plan, SessionOptions options, SignalWatch watch, CommandLine line) {
        SessionResult result = runner.run(plan, options);
        watch.runsEnded();
        SessionReport.print(result, line);
        return result;
    }

    private static RunLauncher launcher(
            SessionPlan plan, SessionOptions options, RunExecutor executor, SessionPrinter printer) {
        return options.jobs() == 1
                ? new InProcessLauncher(
                        executor,
                        (session, folder, stop) -> new RunContext(
                                TerminalProgress.create(),
                                stop,
                                monitor(plan.experiment().medianStop(), session, folder, stop),
                                options.threadsPerRun()),
                        RunLogFile::open)
                : new ProcessLauncher(RootCommand.class.getName(), options.threadsPerRun(), printer::said);
    }

    /** The monitor of one run of an experiment with a stopping rule, or one that lets every run continue. */
    static RunMonitor monitor(
            Optional<SweepConfig.MedianStop> rule, SessionFolder session, RunFolder folder, StopSignal stop) {
        return rule.<RunMonitor>map(
                        found -> new MedianStopping(found, new EarlierRuns(session, folder, stop)::measured))
                .orElse(RunMonitor.NONE);
    }
}
