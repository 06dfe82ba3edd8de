package org.wsol.experiment.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;

/** Finds the runs below the folders given by the user: sessions with an index, or single runs. */
public final class ReportedRuns {
    private static final String CARD = "run.json";
    private static final List<String> SIGNS_OF_A_RUN = List.of(RunMetrics.FILE_NAME, CARD, "config.yaml");

    private ReportedRuns() {}

    /**
     * Reads all runs of the named sessions and run folders, in the given order.
     *
     * @throws InvalidInputException if a folder is missing or is neither a session nor a run
     */
    public static List<ReportedRun> read(List<Path> sources) {
        return read(sources, problem -> {
            throw problem;
        });
    }

    /**
     * The same; runs with damaged files are skipped.
     *
     * @param damage receives every skipped run
     */
    public static List<ReportedRun> read(List<Path> sources, Consumer<WsolException> damage) {
        Map<Path, ReportedRun> runs = new LinkedHashMap<>();
        for (Path source : sources) {
            for (ReportedRun run : of(source, damage)) {
                // a session also lists runs of earlier ones; a run without a folder has that of its session
                boolean own = run.entry().folder().isPresent();
                Path place = run.folder().toAbsolutePath().normalize();
                runs.putIfAbsent(
                        own
                                ? place
                                : place.resolve(
                                        run.entry().tag() + " " + run.entry().seed()),
                        run);
            }
        }
        return List.copyOf(runs.values());
    }

    private static List<ReportedRun> of(Path source, Consumer<WsolException> damage) {
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
                    .flatMap(
                            entry -> undamaged(
                                    () -> ReportedRun.read(
                                            entry.folder().map(source::resolve).orElse(source), entry),
                                    damage)
                                    .stream())
                    .toList();
        }
        if (SIGNS_OF_A_RUN.stream().anyMatch(name -> Files.isRegularFile(source.resolve(name)))) {
            return undamaged(() -> single(source), damage).stream().toList();
        }
        throw new InvalidInputException(source + ": is neither a session (no " + SessionIndex.FILE_NAME
                + ") nor a run (no " + String.join(", ", SIGNS_OF_A_RUN) + ")" + remedy(source));
    }

    private static Optional<ReportedRun> undamaged(Supplier<ReportedRun> reading, Consumer<WsolException> damage) {
        try {
            return Optional.of(reading.get());
        } catch (WsolException e) {
            damage.accept(e);
            return Optional.empty();
        }
    }

    /** A run given without its session, described by its own card or its metrics. */
    private static ReportedRun single(Path folder) {
        Path card = folder.resolve(CARD);
        if (Files.isRegularFile(card)) {
            RunCard known = JsonFiles.read(card, RunCard.class);
            return withState(folder, known.tag(), known.seed(), known.varied(), known.row(), known.identity());
        }
        Path metrics = folder.resolve(RunMetrics.FILE_NAME);
        if (Files.isRegularFile(metrics)) {
            RunMetrics known = RunMetrics.read(metrics);
            return withState(folder, known.method(), known.seed(), Map.of(), Optional.empty(), Optional.empty());
        }
        return withState(folder, name(folder), 0, Map.of(), Optional.empty(), Optional.empty());
    }

    private static ReportedRun withState(
            Path folder,
            String tag,
            long seed,
            Map<String, String> varied,
            Optional<String> row,
            Optional<String> identity) {
        String state = Files.isRegularFile(folder.resolve(RunMetrics.FILE_NAME)) ? "done" : "unfinished";
        return ReportedRun.read(
                folder, new SessionEntry(Optional.of(name(folder)), tag, seed, varied, state, row, identity));
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** The description of a run in its own folder, {@code run.json}. */
    private record RunCard(
            String tag, long seed, Map<String, String> varied, Optional<String> row, Optional<String> identity) {}

    private static String remedy(Path source) {
        try (Stream<Path> below = Files.walk(source, 3)) {
            return below.filter(path -> path.endsWith(SessionIndex.FILE_NAME))
                    .max(Comparator.comparing(Path::toString))
                    .map(index -> "; the newest session below it is " + index.getParent())
                    .orElse("");
        } catch (IOException e) {
            throw new InvalidInputException(source + ": cannot be listed: " + WsolException.reason(e), e);
        }
    }
}
