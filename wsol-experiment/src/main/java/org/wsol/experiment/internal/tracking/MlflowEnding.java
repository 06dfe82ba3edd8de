package org.wsol.experiment.internal.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.schema.TrackingConfig.MlflowConfig;

/** Reports the final outcome of a run to an MLflow server: finished after its evaluation, failed, or interrupted. */
public final class MlflowEnding {
    private static final Logger LOG = LoggerFactory.getLogger(MlflowEnding.class);

    private MlflowEnding() {}

    /** The file in a run folder with the server's id of the run. */
    static Path memory(RunFolder folder) {
        return folder.path().resolve("mlflow.json");
    }

    /** Reports the outcome if the run is tracked by a server. A warning is logged if the server does not respond. */
    public static void tell(Optional<MlflowConfig> server, RunFolder folder, RunState state) {
        Path memory = memory(folder);
        if (server.isEmpty() || !Files.exists(memory)) {
            return;
        }
        try {
            new MlflowClient(server.get().uri())
                    .endRun(String.valueOf(Json.read(memory).get("runId")), status(state));
        } catch (IOException | WsolException e) {
            LOG.warn(
                    "MLflow at {} was not informed that the run is {}: {}",
                    server.get().uri(),
                    state.id(),
                    e.toString());
        }
    }

    private static String status(RunState state) {
        return switch (state) {
            case DONE -> "FINISHED";
            case FAILED -> "FAILED";
            case INTERRUPTED, QUEUED, RUNNING -> "KILLED";
        };
    }
}
