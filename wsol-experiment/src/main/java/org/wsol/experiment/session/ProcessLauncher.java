package org.wsol.experiment.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunState;
import org.wsol.experiment.runfolder.RunStatus;
import org.wsol.experiment.runfolder.StopSignal;

/** Computes every run in a process of its own, started like this one, with a share of the threads. */
public final class ProcessLauncher implements RunLauncher {
    private static final long POLL_MILLIS = 200;
    private final String mainClass;
    private final int threads;
    private final BiConsumer<PlannedRun, String> console;

    /**
     * @param mainClass understands {@code execute RUN_FOLDER --threads N}
     * @param threads of each process
     * @param console hears every line that a process prints, from several threads
     */
    public ProcessLauncher(String mainClass, int threads, BiConsumer<PlannedRun, String> console) {
        this.console = console;
        this.mainClass = mainClass;
        this.threads = threads;
    }

    @Override
    public RunStatus launch(PlannedRun run, RunFolder folder, StopSignal stop) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(folder));
            builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
            builder.redirectErrorStream(true);
            Process process = builder.start();
            CompletableFuture<Void> listening = CompletableFuture.runAsync(() -> listen(process, run, folder));
            int exit = await(process, stop);
            listening.join();
            return status(folder, exit);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process for " + folder.name(), e);
        }
    }

    /** Passes on what a process prints, and keeps it in {@code console.txt}. */
    private void listen(Process process, PlannedRun run, RunFolder folder) {
        Path kept = folder.path().resolve("console.txt");
        try (BufferedReader in = process.inputReader();
                Writer out = Files.newBufferedWriter(kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line + "\n");
                out.flush();
                console.accept(run, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + kept, e);
        }
    }

    private List<String> command(RunFolder folder) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib") && !argument.startsWith("-javaagent"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of("execute", folder.path().toString(), "--threads", String.valueOf(threads)));
        return command;
    }

    private static int await(Process process, StopSignal stop) {
        boolean told = false;
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.isRequested() && !told) {
                    process.destroy(); // asks: the process writes a checkpoint first
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

    /** A process that died without a word has failed. */
    private static RunStatus status(RunFolder folder, int exit) {
        RunStatus status = folder.liveStatus();
        if (status.state() == RunState.DONE || status.state() == RunState.FAILED) {
            return status;
        }
        if (exit == 0 || exit == 130 || exit == 143) {
            return status.state() == RunState.INTERRUPTED
                    ? status
                    : RunStatus.now(RunState.INTERRUPTED, "its process was ended");
        }
        RunStatus failed = RunStatus.now(RunState.FAILED, "its process ended with code " + exit + "; see console.txt");
        folder.write(failed);
        return failed;
    }
}
