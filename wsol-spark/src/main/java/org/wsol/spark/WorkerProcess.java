package org.wsol.spark;

import java.io.IOException;
import org.apache.spark.api.java.function.Function;

/** A task: starts a process, waits for its end and returns {@code HOST EXIT-CODE}. */
final class WorkerProcess implements Function<Launch, String> {
    private static final long serialVersionUID = 1;

    @Override
    public String call(Launch launch) throws IOException {
        try (LaunchedProcess process = LaunchedProcess.start(launch)) {
            return process.end();
        }
    }
}
