package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;

/**
 * The folder of one run. Nothing in it holds an absolute path, so it can be moved.
 *
 * @param path where it is
 */
public record RunFolder(Path path) {

    /** The name of the folder: tag, seed and the first digits of the identity. */
    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Which run this is: tag, identity, varied keys. */
    public Path card() {
        return path.resolve("run.json");
    }

    /** The resolved configuration, with the origin of every value as a comment. */
    public Path config() {
        return path.resolve("config.yaml");
    }

    /** How far the run is. */
    public Path statusFile() {
        return path.resolve("status.json");
    }

    /** What it ran with. */
    public Path provenance() {
        return path.resolve("provenance.json");
    }

    /** Metrics per step and evaluation, one JSON object a line. */
    public Path metricsLines() {
        return path.resolve("metrics.jsonl");
    }

    /** The final numbers. */
    public Path metrics() {
        return path.resolve("metrics.json");
    }

    /** The numbers worth a table, by name. */
    public Path summary() {
        return path.resolve("summary.json");
    }

    /** One row per epoch. */
    public Path epochs() {
        return path.resolve("epochs.csv");
    }

    /** Everything that was logged. */
    public Path log() {
        return path.resolve("log.txt");
    }

    /** Checkpoints. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** Score maps of the test split. */
    public Path maps() {
        return path.resolve("maps");
    }

    /** The folder of TensorBoard event files. */
    public Path events() {
        return path.resolve("events");
    }

    /** The state of the run according to its file. */
    public RunStatus status() {
        return RunStatus.read(statusFile());
    }

    /** The actual state of the run: one whose file says running while its lock is free was killed. */
    public RunStatus liveStatus() {
        RunStatus status = status();
        return status.state() == RunState.RUNNING && !RunLock.isHeld(path)
                ? new RunStatus(
                        RunState.INTERRUPTED, "its process was killed", status.updated(), status.boxAnnotationsUsed())
                : status;
    }

    /** Makes the folder and writes what the run is. */
    public void create(PlannedRun run) {
        try {
            Files.createDirectories(path);
            AtomicFiles.writeText(config(), run.configYaml());
            Json.write(card(), run.card());
            RunStatus.now(RunState.QUEUED, "").write(statusFile());
        } catch (IOException e) {
            throw new StorageException("cannot write the run folder " + path, e);
        }
    }

    /**
     * Deletes unfinished files of killed processes. The caller must hold the lock.
     *
     * @throws StorageException when that is not allowed
     */
    public void removeUnfinished() {
        try (DirectoryStream<Path> unfinished =
                Files.newDirectoryStream(path, "{.*" + AtomicFiles.TEMPORARY + ",.run.lock.clock-*}")) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StorageException("cannot tidy " + path, e);
        }
    }

    /**
     * Writes the status.
     *
     * @throws StorageException when it cannot be written
     */
    public void write(RunStatus status) {
        status.write(statusFile());
    }
}
