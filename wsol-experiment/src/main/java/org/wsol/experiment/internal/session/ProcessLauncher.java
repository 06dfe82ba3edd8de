package org.wsol.experiment.internal.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Tasks;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;
import org.wsol.experiment.internal.session.SessionRunner.RunLauncher;

/** Computes every run in a separate process, started like this one, with a share of the threads. */
public final class ProcessLauncher implements RunLauncher {
    private static final long POLL_MILLIS = 200;
    private static final int STORAGE = 4;
    private final String mainClass;
    private final int threads;
    private final BiConsumer<PlannedRun, String> console;

    /**
     * @param mainClass accepts {@code execute RUN_FOLDER --threads N --session FOLDER}
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
        try {
            ProcessBuilder builder = new ProcessBuilder(command(folder, session));
            builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
            builder.redirectErrorStream(true);
            Process process = builder.start();
            FutureTask<Void> listening = new FutureTask<>(() -> listen(process, run, folder), null);
            new Thread(listening, "console of " + folder.name())
                    .start(); // one thread per run: a shared pool may be exhausted
            int exit = await(process, stop);
            Tasks.await(List.of(listening), "the computation of a run");
            return status(folder, exit);
        } catch (IOException e) {
            throw new StorageException("cannot start a process for " + folder.name(), e);
        }
    }

    /**
     * Passes on the output of a process and writes it to {@code console.txt}. The output is always read completely,
     * because a process blocks if its output is not read.
     */
    private void listen(Process process, PlannedRun run, RunFolder folder) {
        Path kept = folder.path().resolve("console.txt");
        IOException failure = null;
        try (BufferedReader in = process.inputReader();
                Writer out = Files.newBufferedWriter(kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                failure = failure == null ? write(out, line) : failure;
                console.accept(run, line);
            }
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw new StorageException("cannot write " + kept, failure);
        }
    }

    private static @Nullable IOException write(Writer out, String line) {
        try {
            out.write(line + "\n");
            out.flush();
            return null;
        } catch (IOException e) {
            return e;
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
        command.addAll(List.of("--session", session.path().toString()));
        return command;
    }

    private static int await(Process process, StopSignal stop) {
        boolean told = false;
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.isRequested() && !told) {
                    process.destroy(); // a request: the process writes a checkpoint first
                    told = true;
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a run is computed", e);
        }
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
