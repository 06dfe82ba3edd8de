package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.experiment.results.SessionIndex;
import org.wsol.pipeline.internal.ModelCard;

/** Messages for a folder without a usable model: the reason and the alternatives. */
public final class ModelLookupMessages {
    /** Runs listed in a message. */
    private static final int SHOWN = 6;

    /** A folder of results contains experiments, which contain sessions, which contain runs. */
    private static final int DEPTH = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ModelLookupMessages.class);

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
        try {
            RunState state = new RunFolder(run).liveStatus().state();
            return run + (state == RunState.DONE ? "" : " (" + state.id() + ")");
        } catch (WsolException e) {
            return run + " (damaged)";
        }
    }

    /** The runs in a folder, oldest first; for a session also those of earlier sessions that it uses. */
    private static List<Path> runsIn(Path folder) {
        Path index = folder.resolve(SessionIndex.FILE_NAME);
        Stream<Path> runs = Files.isRegularFile(index)
                ? SessionIndex.read(index).stream()
                        .flatMap(entry -> entry.folder().stream())
                        .map(run -> folder.resolve(run).normalize())
                        .filter(RunFiles::isRun)
                : runsBelow(folder).stream();
        Map<Path, Instant> times = new LinkedHashMap<>(); // read once, because runs may change meanwhile
        runs.forEach(run -> times.put(run, time(run)));
        return times.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A damaged run counts as the oldest. */
    private static Instant time(Path run) {
        try {
            return new RunFolder(run).liveStatus().updated();
        } catch (WsolException e) {
            LOG.debug("the status of {} cannot be read", run, e);
            return Instant.EPOCH;
        }
    }

    /** Folders that cannot be read are left out: this only suggests runs. */
    private static List<Path> runsBelow(Path folder) {
        List<Path> runs = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) {
                    if (attributes.isDirectory() && RunFiles.isRun(found)) { // at the last level
                        runs.add(found);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) {
                    if (RunFiles.isRun(found)) {
                        runs.add(found);
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path found, IOException unreadable) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new StorageException("cannot list " + folder, e);
        }
        return runs;
    }
}
