package org.wsol.experiment.internal.runfolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wsol.core.DataException;

/**
 * The content of {@code status.json}.
 *
 * @param state the state of the run
 * @param reason the reason, for messages; may be empty
 * @param updated when it entered this state
 * @param boxAnnotationsUsed number of box annotations used to choose checkpoints or thresholds
 */
public record RunStatus(RunState state, String reason, Instant updated, long boxAnnotationsUsed) {

    /** A status with the current time. */
    public static RunStatus now(RunState state, String reason) {
        return new RunStatus(state, reason, Instant.now(), 0);
    }

    /**
     * Replaces the file.
     *
     * @throws org.wsol.core.StorageException if it cannot be written
     */
    public void write(Path file) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("state", state.id());
        object.put("reason", reason);
        object.put("updated", updated.toString());
        object.put("boxAnnotationsUsed", boxAnnotationsUsed);
        Json.write(file, object);
    }

    /** Reads the file; a missing one means queued. */
    public static RunStatus read(Path file) {
        if (!Files.exists(file)) {
            return new RunStatus(RunState.QUEUED, "", Instant.EPOCH, 0);
        }
        Map<String, Object> object = Json.read(file);
        RunState state = RunState.of(String.valueOf(object.get("state")))
                .orElseThrow(() -> new DataException(file + ": unknown state " + object.get("state")));
        return new RunStatus(
                state,
                String.valueOf(object.getOrDefault("reason", "")),
                time(file, String.valueOf(object.getOrDefault("updated", Instant.EPOCH))),
                object.get("boxAnnotationsUsed") instanceof Number boxes ? boxes.longValue() : 0);
    }

    private static Instant time(Path file, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new DataException(file + ": 'updated' is not a time: " + text, e);
        }
    }

    /** Whether a rule of its session ended the training before its configured length; as stated in the reason. */
    public boolean isStoppedEarly() {
        return state == RunState.DONE && !reason.isEmpty();
    }
}
