package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.core.StorageException;
import org.wsol.experiment.results.SessionIndex;
import org.wsol.pipeline.internal.ModelCard;

/** Messages for a folder without a usable model: the reason and the alternatives. */
public final class ModelLookupMessages {
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
        List<Path> runs = runsIn(folder);
        return runs.isEmpty()
                ? folder + " is not the folder of a finished run: it has no " + ModelCard.FILE_NAME
                        + "; 'wsol runs' lists the existing runs"
                : folder + " is the folder of a session; name one of its runs: "
                        + runs.stream().map(ModelLookupMessages::described).collect(Collectors.joining(", "));
    }

    private static String unfinished(Path run, RunStatus status) {
        String reason = status.reason().isEmpty() ? "" : " (" + status.reason() + ")";
        String remedy = status.state() == RunState.FAILED
                ? "; run its experiment again with --retry-failed"
                : "; the command that started it resumes it";
        return "run " + run + " is not finished, it is " + status.state().id() + reason + remedy;
    }

    private static String described(Path run) {
        RunState state = new RunFolder(run).liveStatus().state();
        return run + (state == RunState.DONE ? "" : " (" + state.id() + ")");
    }

    /** The runs in a session's folder, and those of earlier sessions that it uses. */
    private static List<Path> runsIn(Path session) {
        Path index = session.resolve(SessionIndex.FILE_NAME);
        if (Files.isRegularFile(index)) {
            return SessionIndex.read(index).stream()
                    .flatMap(entry -> entry.folder().stream())
                    .map(folder -> session.resolve(folder).normalize())
                    .filter(RunFiles::isRun)
                    .toList();
        }
        try (Stream<Path> below = Files.list(session)) {
            return below.filter(RunFiles::isRun).sorted().toList();
        } catch (IOException e) {
            throw new StorageException("cannot list " + session, e);
        }
    }
}
