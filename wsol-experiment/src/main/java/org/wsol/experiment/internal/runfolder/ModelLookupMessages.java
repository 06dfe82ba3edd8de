package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.core.StorageException;
import org.wsol.experiment.results.SessionIndex;
import org.wsol.pipeline.internal.ModelCard;

/** Messages for a folder without a usable model: the reason and the alternatives. */
public final class ModelLookupMessages {
    /** Runs listed in a message. */
    private static final int SHOWN = 6;

    /** A folder of results contains experiments, which contain sessions, which contain runs. */
    private static final int DEPTH = 3;

    private ModelLookupMessages() {}

    /** The reason why the folder has no usable model, and the alternatives. */
    public static String reason(Path folder) {
        if (!Files.isDirectory(folder)) {
            return folder + " is not the folder of a run: it " + (Files.exists(folder) ? "is a file" : "does not exist")
                    + "; 'wsol runs' lists the existing runs";
        }
        if (RunFiles.isRun(folder)) {
            return unfinished(folder, new RunFolder(folder).liveStatus());
        }
        return severalRuns(folder)
                .orElseGet(() -> folder + " is not the folder of a finished run: it has no " + ModelCard.FILE_NAME
                        + "; 'wsol runs' lists the existing runs");
    }

    /** A message that lists the runs in a folder; empty if there are none. */
    public static Optional<String> severalRuns(Path folder) {
        List<Path> runs = Files.isDirectory(folder) ? runsIn(folder) : List.of();
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        List<Path> shown = runs.subList(Math.max(0, runs.size() - SHOWN), runs.size());
        String which = shown.size() < runs.size() ? "the newest of its " + runs.size() + " runs" : "one of its runs";
        return Optional.of(folder + " is a folder of several runs; name " + which + ": "
                + shown.stream().map(ModelLookupMessages::described).collect(Collectors.joining(", ")));
    }

    private static String unfinished(Path run, RunStatus status) {
        String reason = status.reason().isEmpty() ? "" : " (" + status.reason() + ")";
        String remedy =
                switch (status.state()) {
                    case FAILED -> "; run its experiment again with --retry-failed";
                    case RUNNING -> "; wait until it has finished";
                    default -> "; the command that started it resumes it";
                };
        return "run " + run + " is not finished, it is " + status.state().id() + reason + remedy;
    }

    private static String described(Path run) {
        RunState state = new RunFolder(run).liveStatus().state();
        return run + (state == RunState.DONE ? "" : " (" + state.id() + ")");
    }

    /** The runs in a folder, oldest first; for a session also those of earlier sessions that it uses. */
    private static List<Path> runsIn(Path session) {
        Path index = session.resolve(SessionIndex.FILE_NAME);
        if (Files.isRegularFile(index)) {
            return SessionIndex.read(index).stream()
                    .flatMap(entry -> entry.folder().stream())
                    .map(folder -> session.resolve(folder).normalize())
                    .filter(RunFiles::isRun)
                    .toList();
        }
        try (Stream<Path> below = Files.walk(session, DEPTH)) {
            return below.filter(RunFiles::isRun).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException("cannot list " + session, e);
        }
    }
}
