package org.wsol.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.Function;

/**
 * A task: starts a process, waits for its end and returns {@code HOST EXIT-CODE}. The process is bound to this executor
 * by its standard input: when this closes, because the task is cancelled or the executor has ended, the process writes
 * a checkpoint and ends.
 *
 * <p>It runs in executors, whose class path contains only Spark and this module, so it uses no other code.
 */
final class WorkerProcess implements Function<Launch, String> {
    private static final long serialVersionUID = 1;
    private static final long GRACE_SECONDS = 75;
    private static final int SIGNAL = 128;
    private static final int KILL = 9;

    @Override
    public String call(Launch launch) throws IOException {
        Process process = start(launch);
        int code = exitCode(process);
        // Signals 1, 2 and 15 request a stop; any other signal means that the process was killed.
        int signal = code - SIGNAL;
        if (signal > 2 && signal != 15) {
            throw new IOException("on " + host() + " a process was killed by signal " + signal
                    + (signal == KILL
                            ? ": most likely it used more memory than allowed; raise spark.executor.memoryOverhead"
                            : "")
                    + "; its last lines are in " + launch.console());
        }
        return host() + " " + code;
    }

    private static Process start(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.options());
        command.addAll(launch.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(launch.environment());
        builder.directory(new File(launch.directory()));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(launch.console())));
        return builder.start();
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.getOutputStream().close(); // requests a stop
            return exitCodeAfterAll(process);
        }
    }

    private static int exitCodeAfterAll(Process process) {
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

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost"; // a machine without a host name
        }
    }
}
