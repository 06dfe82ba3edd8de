package org.wsol.experiment.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wsol.experiment.runfolder.RunFiles;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunIdentity;
import org.wsol.experiment.runfolder.RunState;
import org.wsol.experiment.runfolder.RunStatus;

/** The runs an experiment already has on disk, the newest session last. */
public final class KnownRuns {
    private final List<Known> runs;

    private KnownRuns(List<Known> runs) {
        this.runs = runs;
    }

    /**
     * A run on disk.
     *
     * @param folder where it is
     * @param identity what it was computed from
     * @param status how far it is
     */
    public record Known(RunFolder folder, RunIdentity identity, RunStatus status) {}

    /** Reads the runs below the folder of an experiment; a missing folder has none. */
    public static KnownRuns under(Path experiment) {
        return new KnownRuns(children(experiment).stream()
                .flatMap(session -> children(session).stream())
                .filter(RunFiles::isRun)
                .map(RunFolder::new)
                .map(folder -> new Known(folder, RunFiles.identity(folder), folder.liveStatus()))
                .toList());
    }

    /** All of them. */
    public List<Known> all() {
        return runs;
    }

    /** The best one with an identity: a finished one before a running, an interrupted and a failed one; the newest of these. */
    public Optional<Known> find(RunIdentity identity) {
        return Stream.of(RunState.DONE, RunState.RUNNING, RunState.INTERRUPTED, RunState.FAILED, RunState.QUEUED)
                .flatMap(state -> runs.stream()
                        .filter(run -> run.status().state() == state)
                        .filter(run -> run.identity().equals(identity))
                        .reduce((earlier, later) -> later)
                        .stream())
                .findFirst();
    }

    /** The newest finished run with an identity that has something more than results. */
    public Optional<Known> findDone(RunIdentity identity, Predicate<RunFolder> has) {
        return runs.stream()
                .filter(run -> run.status().state() == RunState.DONE)
                .filter(run -> run.identity().equals(identity) && has.test(run.folder()))
                .reduce((earlier, later) -> later);
    }

    /** A finished run of the same configuration and data by other code. */
    public Optional<Known> findByOtherCode(RunIdentity identity) {
        return runs.stream()
                .filter(run -> run.status().state() == RunState.DONE)
                .filter(run -> run.identity().config().equals(identity.config())
                        && run.identity().data().equals(identity.data()))
                .reduce((earlier, later) -> later);
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
