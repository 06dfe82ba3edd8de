package org.wsol.spark;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that a task started. It is bound to the task's executor by its standard input: when this closes, because
 * the task is cancelled or the executor has ended, the process writes a checkpoint and ends.
 *
 * <p>It is used in executors, whose class path contains only Spark and this module, so it uses no other code.
 */
final class LaunchedProcess implements Closeable {
    private static final long GRACE_SECONDS = 75;
    private static final int SIGNAL = 128;
    private static final int KILL = 9;

    private final Process process;
    private final String console;

    private LaunchedProcess(Process process, String console) {
        this.process = process;
        this.console = console;
    }

    static LaunchedProcess start(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.options());
        command.addAll(launch.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(launch.environment());
        builder.directory(new File(launch.directory()));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(launch.console())));
        return new LaunchedProcess(builder.start(), launch.console());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The file with the output of the process. */
    String console() {
        return console;
    }

    /**
     * Waits for the end of the process, and requests it if the thread is interrupted.
     *
     * @return {@code HOST EXIT-CODE}
     * @throws IOException if the process was killed
     */
    String end() throws IOException {
        int code = exitCode();
        // Signals 1, 2 and 15 request a stop; any other signal means that the process was killed.
        int signal = code - SIGNAL;
        if (signal > 2 && signal != 15) {
            throw new IOException("on " + host() + " a process was killed by signal " + signal
                    + (signal == KILL
                            ? ": most likely it used more memory than allowed; raise spark.executor.memoryOverhead"
                            : "")
                    + "; its last lines are in " + console);
        }
        return host() + " " + code;
    }

    private int exitCode() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            return exitCodeOnRequest();
        }
    }

    private int exitCodeOnRequest() throws IOException {
        process.getOutputStream().close(); // requests a stop
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly(); // second request
            Thread.currentThread().interrupt();
            return SIGNAL + KILL;
        }
    }

    /** Requests the end of the process if it has not ended, and waits for it, also in an interrupted thread. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        exitCodeOnRequest();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost"; // a machine without a host name
        }
    }
}
