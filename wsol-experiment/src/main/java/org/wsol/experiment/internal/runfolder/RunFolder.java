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

    /** The description of the run: tag, identity, varied keys. */
    public Path card() {
        return path.resolve("run.json");
    }

    /** The resolved configuration, with the origin of every value as a comment. */
    public Path config() {
        return path.resolve("config.yaml");
    }

    /** The status of the run. */
    public Path statusFile() {
        return path.resolve("status.json");
    }

    /** The environment of the run. */
    public Path provenance() {
        return path.resolve("provenance.json");
    }

    /** Metrics per step and evaluation, one JSON object per line. */
    public Path metricsLines() {
        return path.resolve("metrics.jsonl");
    }

    /** The final numbers. */
    public Path metrics() {
        return path.resolve("metrics.json");
    }

    /** The summary metrics by name. */
    public Path summary() {
        return path.resolve("summary.json");
    }

    /** One row per epoch. */
    public Path epochs() {
        return path.resolve("epochs.csv");
    }

    /** The log. */
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

    /** The state of the run in its status file. */
    public RunStatus status() {
        return RunStatus.read(statusFile());
    }

    /** The actual state of the run: if the file states running but the lock is free, the run was killed. */
    public RunStatus liveStatus() {
        RunStatus status = status();
        return status.state() == RunState.RUNNING && !RunLock.isHeld(path)
                ? new RunStatus(
                        RunState.INTERRUPTED, "its process was killed", status.updated(), status.boxAnnotationsUsed())
                : status;
    }

    /** Creates the folder and writes the description of the run. */
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
     * Deletes incomplete files of killed processes. The caller must hold the lock.
     *
     * @throws StorageException if that is not allowed
     */
    public void removeUnfinished() {
        try (DirectoryStream<Path> unfinished =
                Files.newDirectoryStream(path, "{.*" + AtomicFiles.TEMPORARY + ",.run.lock.clock-*}")) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StorageException("cannot clean up " + path, e);
        }
    }

    /**
     * Writes the status.
     *
     * @throws StorageException if it cannot be written
     */
    public void write(RunStatus status) {
        status.write(statusFile());
    }
}
