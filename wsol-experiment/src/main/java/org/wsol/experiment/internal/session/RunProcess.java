package org.wsol.experiment.internal.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wsol.core.StorageException;
import org.wsol.core.internal.Tasks;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;

/**
 * A process that computes one run after the other, so that Java starts and compiles only once. It gets the first run as
 * an argument and every further one as a line of its standard input; after a successful run it prints a mark and waits.
 * Any other end of a run ends the process. Not safe for several threads.
 */
public final class RunProcess implements AutoCloseable {
    /** Cannot occur in the output of a run. */
    private static final String MARK = "\u001e";

    private static final long POLL_MILLIS = 200;
    private static final long LONGEST_END_SECONDS = 10;

    private final Process process;
    private final BufferedReader output;

    private RunProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts the process; its first run is in the command. */
    static RunProcess start(List<String> command, int threads) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
        builder.redirectErrorStream(true);
        return new RunProcess(builder.start());
    }

    /** Says in the process that a run has succeeded, and waits for the next one; empty if there is none. */
    public static Optional<Path> next(PrintStream out, BufferedReader in) {
        out.println(MARK);
        out.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(line -> Path.of(URI.create(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for another run; returns false if the process has ended. */
    boolean accepts(RunFolder folder) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            Writer input = process.outputWriter(StandardCharsets.US_ASCII);
            input.write(folder.path().toUri() + "\n");
            input.flush();
            return true;
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    /**
     * Waits for the end of a run, passes on its output and writes it to {@code console.txt}.
     *
     * @return the exit code if the process has ended; empty if the run has succeeded
     */
    Optional<Integer> await(RunFolder folder, Consumer<String> console, StopSignal stop) {
        AtomicBoolean waits = new AtomicBoolean();
        FutureTask<Void> listening = new FutureTask<>(() -> waits.set(listen(folder, console)), null);
        new Thread(listening, "console of " + folder.name()).start(); // a shared pool may be exhausted
        boolean told = false;
        while (!ended(listening)) {
            if (stop.isRequested() && !told) {
                // A request: the process writes a checkpoint first. Process.destroy would also close its output.
                process.toHandle().destroy();
                told = true;
            }
        }
        Tasks.await(List.of(listening), "the computation of a run");
        return waits.get() ? Optional.empty() : Optional.of(exitCode());
    }

    private boolean ended(FutureTask<Void> listening) {
        try {
            listening.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a run is computed", e);
        } catch (java.util.concurrent.ExecutionException e) {
            return true; // thrown by the caller
        }
    }

    private int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a run is computed", e);
        }
    }

    /**
     * Reads the output of a run completely, because a process blocks if its output is not read.
     *
     * @return whether the process waits for another run
     */
    private boolean listen(RunFolder folder, Consumer<String> console) {
        Path kept = folder.path().resolve("console.txt");
        boolean waits = false;
        IOException failure = null;
        try (Writer out = Files.newBufferedWriter(kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (!waits) {
                String line = output.readLine();
                if (line == null) {
                    break;
                }
                waits = line.endsWith(MARK);
                String said = waits ? line.substring(0, line.length() - MARK.length()) : line;
                if (!waits || !said.isEmpty()) {
                    failure = failure == null ? write(out, said) : failure;
                    console.accept(said);
                }
            }
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw new StorageException("cannot write " + kept, failure);
        }
        return waits;
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

    /** Ends a process that waits for a run. */
    @Override
    public void close() {
        try {
            process.outputWriter(StandardCharsets.US_ASCII).close();
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (IOException e) {
            process.destroy(); // it has ended, or cannot be told
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
