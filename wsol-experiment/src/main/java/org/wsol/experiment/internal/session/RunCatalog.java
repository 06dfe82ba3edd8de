package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.experiment.internal.runfolder.RunFiles;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunIdentity;
import org.wsol.experiment.internal.runfolder.RunState;
import org.wsol.experiment.internal.runfolder.RunStatus;

/** The existing runs of an experiment on disk, the latest session last; damaged runs are reported and skipped. */
public final class RunCatalog {
    private static final List<RunState> BEST_FIRST =
            List.of(RunState.DONE, RunState.RUNNING, RunState.INTERRUPTED, RunState.FAILED, RunState.QUEUED);

    private final List<Known> runs;
    private final List<String> damaged;
    private final Map<String, List<Known>> byIdentity;
    private final Map<String, List<Known>> byTraining;
    private final Map<String, List<Known>> byConfiguration;

    private RunCatalog(List<Known> runs, List<String> damaged) {
        this.runs = List.copyOf(runs);
        this.damaged = List.copyOf(damaged);
        this.byIdentity = index(RunIdentity::hash);
        this.byTraining = index(RunIdentity::trainingHash);
        this.byConfiguration = index(RunCatalog::configuration);
    }

    private Map<String, List<Known>> index(Function<RunIdentity, String> key) {
        Map<String, List<Known>> index = new HashMap<>();
        runs.forEach(run -> index.computeIfAbsent(key.apply(run.identity()), unused -> new ArrayList<>())
                .add(run));
        return index;
    }

    private static String configuration(RunIdentity identity) {
        return identity.training().getOrDefault("configuration", "")
                + identity.evaluation().getOrDefault("configuration", "");
    }

    /**
     * A run on disk.
     *
     * @param folder its folder
     * @param identity its identity
     * @param status its status
     */
    public record Known(RunFolder folder, RunIdentity identity, RunStatus status) {}

    /** Reads the runs below the folder of an experiment; none if the folder is missing. */
    public static RunCatalog under(Path experiment) {
        List<Known> runs = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (Path session : children(experiment)) {
            for (Path folder : children(session)) {
                if (RunFiles.isRun(folder)) {
                    try {
                        runs.add(read(new RunFolder(folder)));
                    } catch (WsolException e) {
                        damaged.add(e.getMessage());
                    }
                }
            }
        }
        return new RunCatalog(runs, damaged);
    }

    private static Known read(RunFolder folder) {
        return new Known(folder, RunFiles.identity(folder), folder.liveStatus());
    }

    /** All of them. */
    public List<Known> all() {
        return runs;
    }

    /** The problems of the skipped folders, each naming a file. */
    public List<String> damaged() {
        return damaged;
    }

    /**
     * The best run with an identity: finished runs are preferred to running, interrupted and failed ones, and newer
     * runs to older ones.
     */
    public Optional<Known> find(RunIdentity identity) {
        List<Known> equal = byIdentity.getOrDefault(identity.hash(), List.of());
        return BEST_FIRST.stream()
                .flatMap(state -> newest(equal, run -> run.status().state() == state).stream())
                .findFirst();
    }

    /** The latest finished run with an identity that satisfies a condition. */
    public Optional<Known> findDone(RunIdentity identity, Predicate<RunFolder> has) {
        return newest(
                byIdentity.getOrDefault(identity.hash(), List.of()), run -> isDone(run) && has.test(run.folder()));
    }

    /** The latest usable finished run with the same training. */
    Optional<Known> findTrained(RunIdentity identity, Predicate<Known> usable) {
        return newest(
                byTraining.getOrDefault(identity.trainingHash(), List.of()), run -> isDone(run) && usable.test(run));
    }

    /** A finished run with the same configuration but different data, files or code. */
    Optional<Known> findNearest(RunIdentity identity) {
        return newest(byConfiguration.getOrDefault(configuration(identity), List.of()), RunCatalog::isDone);
    }

    private static boolean isDone(Known run) {
        return run.status().state() == RunState.DONE;
    }

    private static Optional<Known> newest(List<Known> runs, Predicate<Known> wanted) {
        return Stream.iterate(runs.size() - 1, i -> i >= 0, i -> i - 1)
                .map(runs::get)
                .filter(wanted)
                .findFirst();
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new StorageException("cannot list " + folder, e);
        }
    }
}
