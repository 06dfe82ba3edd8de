package org.wsol.cli.command;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wsol.cli.terminal.RunLogFile;
import org.wsol.cli.terminal.TerminalProgress;
import org.wsol.core.internal.Required;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.WorkerLostException;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunContext;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunMonitor;
import org.wsol.experiment.internal.runfolder.RunStatus;
import org.wsol.experiment.internal.session.InProcessLauncher;
import org.wsol.experiment.internal.session.Interruption;
import org.wsol.experiment.internal.session.RunProcess;
import org.wsol.experiment.internal.session.SessionFolder;
import org.wsol.experiment.internal.session.WorkerCheck;
import org.wsol.experiment.internal.training.ExperimentExecutor;
import org.wsol.experiment.schema.SweepConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wsol execute}: computes prepared runs; started by {@code --jobs} in other processes. */
@Command(name = "execute", hidden = true, description = "Computes one prepared run.")
final class ExecuteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The folder of the run.")
    private Path run;

    @Option(names = "--threads", defaultValue = "1", description = "Threads it may use.")
    private int threads;

    @Option(names = "--session", description = "The folder of the session it is computed for.")
    private @Nullable Path session;

    @Option(
            names = "--attached",
            description =
                    "Ends when standard input ends, and only starts if the run was planned with the same code and data.")
    private boolean attached;

    @Option(names = "--more", description = "After a run has succeeded, waits for the next one on standard input.")
    private boolean more;

    @Option(names = "--images", description = "The checksum that the images of the run must have here.")
    private Optional<String> images = Optional.empty();

    @Option(
            names = "--exchange",
            converter = GroupMember.Converter.class,
            description = "The rank among the workers of the training, and the port that tells their addresses.")
    private Optional<GroupMember> workers = Optional.empty();

    @Override
    public Integer call() {
        int code = compute(RunFiles.named(run));
        if (more) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (code == 0) {
                Optional<Path> next = RunProcess.next(System.out, in);
                if (next.isEmpty()) {
                    break;
                }
                code = compute(RunFiles.named(next.get()));
            }
        }
        return code;
    }

    private int compute(RunFolder folder) {
        PlannedRun planned = RunFiles.load(folder, ExperimentArguments.loader());
        Interruption interruption = new Interruption(Optional.empty());
        if (attached) {
            Attachment.watch(interruption, Attachment.GRACE);
            ExperimentExecutor here = new ExperimentExecutor();
            WorkerCheck.requireSame(planned, here, Attachment.host());
            images.ifPresent(
                    sum -> WorkerCheck.requireImages(sum, here.imageSample(planned.experiment()), Attachment.host()));
            if (workers.isEmpty() || workers.get().rank() == 0) {
                Attachment.waitForLock(folder.path(), interruption);
            }
        }
        try (SignalWatch watch =
                        SignalWatch.start(interruption, spec.commandLine().getErr());
                GradientExchange exchange = workers.map(GroupMember::open).orElseGet(GradientExchange::alone)) {
            if (exchange.rank() > 0) {
                new ExperimentExecutor(exchange).assist(planned, folder, threads, interruption::isRequested);
                return 0;
            }
            RunStatus status = new InProcessLauncher(
                            new ExperimentExecutor(exchange),
                            (session, run, stop) -> new RunContext(
                                    TerminalProgress.create(), stop, monitor(session, run, stop), threads),
                            RunLogFile::open)
                    .launch(planned, folder, session(folder), interruption);
            return switch (status.state()) {
                case FAILED -> Errors.RUNS_FAILED;
                case INTERRUPTED -> Errors.INTERRUPTED;
                case RUNNING -> Errors.RUNS_FAILED;
                default -> 0;
            };
        } catch (WorkerLostException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Errors.INTERRUPTED;
        }
    }

    /** The session it is computed for; by default the session that contains its folder. */
    private SessionFolder session(RunFolder folder) {
        return new SessionFolder(
                session == null
                        ? Required.folderOf(folder.path().toAbsolutePath().normalize())
                        : session);
    }

    /** The stopping rule is in the experiment of the session. */
    private static RunMonitor monitor(SessionFolder session, RunFolder folder, StopSignal stop) {
        Path experiment = session.path().resolve(SessionFolder.EXPERIMENT);
        if (!Files.isRegularFile(experiment)) {
            return RunMonitor.NONE;
        }
        var config = ExperimentArguments.loader().load(experiment, List.of()).value();
        return Sessions.monitor(
                config.sweep().flatMap(SweepConfig::random).flatMap(SweepConfig.RandomSweep::stop),
                session,
                folder,
                stop);
    }
}
