package org.wsol.cli.report.input;

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
public final class RunFolders {
    private static final List<String> SIGNS_OF_A_RUN = List.of(RunMetrics.FILE_NAME, "status.json", "config.yaml");

    private RunFolders() {}

    /**
     * Reads all runs of the named sessions and run folders, in the order named.
     *
     * @throws InvalidInputException when a folder is missing or is neither a session nor a run
     */
    public static List<RunFolder> read(List<Path> sources) {
        List<RunFolder> runs = new ArrayList<>();
        for (Path source : sources) {
            runs.addAll(read(source));
        }
        return runs;
    }

    private static List<RunFolder> read(Path source) {
        if (!Files.isDirectory(source)) {
            throw new InvalidInputException(source + ": no such folder; name a run or a session below runs/");
        }
        Path index = source.resolve(SessionIndex.FILE_NAME);
        if (Files.isRegularFile(index)) {
            return SessionIndex.read(index).stream()
                    .map(entry -> RunFolder.read(source.resolve(entry.folder()), entry))
                    .toList();
        }
        if (SIGNS_OF_A_RUN.stream().anyMatch(name -> Files.isRegularFile(source.resolve(name)))) {
            return List.of(single(source));
        }
        throw new InvalidInputException(source + ": is neither a session (no " + SessionIndex.FILE_NAME
                + ") nor a run (no " + String.join(", ", SIGNS_OF_A_RUN) + ")" + remedy(source));
    }

    /** A run outside its session, or one whose session the user did not name: its session's entry is used if found. */
    private static RunFolder single(Path folder) {
        return entryInSession(folder)
                .map(entry -> RunFolder.read(folder, entry))
                .orElseGet(() -> withoutSession(folder));
    }

    private static Optional<SessionEntry> entryInSession(Path folder) {
        Path real = folder.toAbsolutePath().normalize();
        Path index = real.resolveSibling(SessionIndex.FILE_NAME);
        if (!Files.isRegularFile(index)) {
            return Optional.empty();
        }
        String name = real.getFileName().toString();
        return SessionIndex.read(index).stream()
                .filter(entry -> entry.folder().equals(name))
                .findFirst();
    }

    private static RunFolder withoutSession(Path folder) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        RunFolder run = RunFolder.read(folder, new SessionEntry(name, name, 0, Map.of(), "unfinished"));
        return run.metrics()
                .map(metrics -> new SessionEntry(name, metrics.method(), metrics.seed(), Map.of(), "done"))
                .map(entry -> new RunFolder(folder, entry, run.metrics(), run.epochs(), run.images()))
                .orElse(run);
    }

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
