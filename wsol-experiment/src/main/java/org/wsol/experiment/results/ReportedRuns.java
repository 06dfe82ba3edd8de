package org.wsol.experiment.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;

/** Finds the runs below the folders a user names: sessions with an index, or single runs. */
public final class ReportedRuns {
    private static final String CARD = "run.json";
    private static final List<String> SIGNS_OF_A_RUN = List.of(RunMetrics.FILE_NAME, CARD, "config.yaml");

    private ReportedRuns() {}

    /**
     * Reads all runs of the named sessions and run folders, in the order named.
     *
     * @throws InvalidInputException when a folder is missing or is neither a session nor a run
     */
    public static List<ReportedRun> read(List<Path> sources) {
        List<ReportedRun> runs = new ArrayList<>();
        for (Path source : sources) {
            runs.addAll(read(source));
        }
        return runs;
    }

    private static List<ReportedRun> read(Path source) {
        if (Files.isRegularFile(source)) {
            throw new InvalidInputException(
                    source + " is a file; name the folder of a run or of a session ('wsol runs' lists the runs)");
        }
        if (!Files.isDirectory(source)) {
            throw new InvalidInputException(source + ": no such folder; name a run or a session below runs/");
        }
        Path index = source.resolve(SessionIndex.FILE_NAME);
        if (Files.isRegularFile(index)) {
            return SessionIndex.read(index).stream()
                    .map(entry ->
                            ReportedRun.read(entry.folder().map(source::resolve).orElse(source), entry))
                    .toList();
        }
        if (SIGNS_OF_A_RUN.stream().anyMatch(name -> Files.isRegularFile(source.resolve(name)))) {
            return List.of(single(source));
        }
        throw new InvalidInputException(source + ": is neither a session (no " + SessionIndex.FILE_NAME
                + ") nor a run (no " + String.join(", ", SIGNS_OF_A_RUN) + ")" + remedy(source));
    }

    /** A run named without its session: its own card says what it is, or at least its metrics do. */
    private static ReportedRun single(Path folder) {
        Path card = folder.resolve(CARD);
        if (Files.isRegularFile(card)) {
            RunCard known = JsonFiles.read(card, RunCard.class);
            return withState(folder, known.tag(), known.seed(), known.varied());
        }
        Path metrics = folder.resolve(RunMetrics.FILE_NAME);
        if (Files.isRegularFile(metrics)) {
            RunMetrics known = RunMetrics.read(metrics);
            return withState(folder, known.method(), known.seed(), Map.of());
        }
        return withState(folder, name(folder), 0, Map.of());
    }

    private static ReportedRun withState(Path folder, String tag, long seed, Map<String, String> varied) {
        String state = Files.isRegularFile(folder.resolve(RunMetrics.FILE_NAME)) ? "done" : "unfinished";
        return ReportedRun.read(folder, new SessionEntry(Optional.of(name(folder)), tag, seed, varied, state));
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** What a run folder says of itself, {@code run.json}. */
    private record RunCard(String tag, long seed, Map<String, String> varied) {}

    private static String remedy(Path source) {
        try (Stream<Path> below = Files.walk(source, 3)) {
            return below.filter(path -> path.endsWith(SessionIndex.FILE_NAME))
                    .max(Comparator.comparing(Path::toString))
                    .map(index -> "; the newest session below it is " + index.getParent())
                    .orElse("");
        } catch (IOException e) {
            throw new InvalidInputException(source + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
