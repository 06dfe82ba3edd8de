package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BiConsumer;
import org.wsol.core.StorageException;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;
import org.wsol.experiment.internal.session.SessionRunner.RunLauncher;

/**
 * Computes the runs of one session in other processes, started like this one, each with a share of the threads. A process
 * whose run has succeeded computes further ones.
 */
public final class ProcessLauncher implements RunLauncher {
    private static final int STORAGE = 4;
    private final String mainClass;
    private final int threads;
    private final BiConsumer<PlannedRun, String> console;
    private final Deque<RunProcess> waiting = new ConcurrentLinkedDeque<>();

    /**
     * @param mainClass accepts {@code execute RUN_FOLDER --threads N --session FOLDER --more}; with the last option it
     *     may compute further runs, see {@link RunProcess#next}
     * @param threads of each process
     * @param console receives every line that a process prints, from several threads
     */
    public ProcessLauncher(String mainClass, int threads, BiConsumer<PlannedRun, String> console) {
        this.console = console;
        this.mainClass = mainClass;
        this.threads = threads;
    }

    @Override
    public RunStatus launch(PlannedRun run, RunFolder folder, SessionFolder session, StopSignal stop) {
        RunProcess process = process(folder, session);
        boolean waits = false;
        try {
            Optional<Integer> exit = process.await(folder, line -> console.accept(run, line), stop);
            waits = exit.isEmpty();
            return status(folder, exit.orElse(0));
        } finally {
            if (waits) {
                waiting.add(process);
            } else {
                process.close();
            }
        }
    }

    private RunProcess process(RunFolder folder, SessionFolder session) {
        for (RunProcess known = waiting.poll(); known != null; known = waiting.poll()) {
            if (known.accepts(folder)) {
                return known;
            }
            known.close();
        }
        try {
            return RunProcess.start(command(folder, session), threads);
        } catch (IOException e) {
            throw new StorageException("cannot start a process for " + folder.name(), e);
        }
    }

    /** Ends the processes that wait for runs. */
    @Override
    public void close() {
        for (RunProcess process = waiting.poll(); process != null; process = waiting.poll()) {
            process.close();
        }
    }

    private List<String> command(RunFolder folder, SessionFolder session) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of("execute", folder.path().toString(), "--threads", String.valueOf(threads)));
        command.addAll(List.of("--session", session.path().toString(), "--more"));
        return command;
    }

    /** A process that ended without writing a status has failed. */
    private static RunStatus status(RunFolder folder, int exit) {
        RunStatus status = folder.liveStatus();
        if (exit == STORAGE) {
            throw new StorageException(
                    status.reason().isEmpty() ? "its files cannot be written to disk" : status.reason());
        }
        if (status.state() == RunState.DONE || status.state() == RunState.FAILED) {
            return status;
        }
        if (exit == 0 || exit == 129 || exit == 130 || exit == 143) {
            return status.state() == RunState.INTERRUPTED
                    ? status
                    : RunStatus.now(RunState.INTERRUPTED, "its process was ended");
        }
        RunStatus failed = RunStatus.now(RunState.FAILED, "its process ended with code " + exit + "; see console.txt");
        folder.write(failed);
        return failed;
    }
}
