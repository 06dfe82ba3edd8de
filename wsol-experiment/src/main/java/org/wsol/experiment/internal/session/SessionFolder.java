package org.wsol.experiment.internal.session;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wsol.config.tree.TreeWriter;
import org.wsol.core.StorageException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.results.SessionIndex;
import org.wsol.experiment.sweep.Experiment;

/**
 * The folder of one session: {@code runs/<experiment>/<date-time>/} with a folder per run, {@code experiment.yaml} for
 * running it again, and {@code index.jsonl}, which lists all runs, including those in other sessions.
 *
 * @param path the folder
 */
public record SessionFolder(Path path) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** The file for running an experiment again. */
    public static final String EXPERIMENT = "experiment.yaml";

    /**
     * Creates a new session folder.
     *
     * @param command the command line, kept as a comment
     * @throws StorageException if the folder cannot be written
     */
    static SessionFolder create(Path experimentFolder, Experiment experiment, String command) {
        try {
            Files.createDirectories(experimentFolder);
            Path path = createUnique(
                    experimentFolder, LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
            AtomicFiles.writeText(
                    path.resolve(EXPERIMENT),
                    "# " + command.replaceAll("\\s+", " ") + "\n" + TreeWriter.unresolved(experiment.composed()));
            return new SessionFolder(path);
        } catch (IOException e) {
            throw new StorageException(
                    "output.root: cannot write below " + experimentFolder
                            + "; name a folder that can be written to, for example output.root=runs",
                    e);
        }
    }

    private static Path createUnique(Path parent, String stamp) throws IOException {
        for (int i = 1; ; i++) {
            Path path = parent.resolve(i == 1 ? stamp : stamp + "-" + i);
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException e) {
                if (i > 1000) {
                    throw e;
                }
            }
        }
    }

    /** Replaces the list of runs; paths are relative to this folder. */
    void writeIndex(List<RunResult> results) {
        String lines = results.stream().map(this::line).collect(Collectors.joining("\n", "", "\n"));
        try {
            AtomicFiles.writeText(path.resolve(SessionIndex.FILE_NAME), lines);
        } catch (IOException e) {
            throw new StorageException("cannot write " + path.resolve(SessionIndex.FILE_NAME), e);
        }
    }

    private String line(RunResult result) {
        Path base = path.toAbsolutePath().normalize();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("tag", result.run().tag());
        line.put("seed", result.run().experiment().seed());
        line.put("replicate", result.run().replicate());
        line.put("varied", result.run().varied());
        line.put("identity", result.run().identity().hash());
        line.put("row", result.run().identity().row());
        line.put("state", result.state());
        result.folder()
                .ifPresent(folder -> line.put(
                        "folder",
                        base.relativize(folder.path().toAbsolutePath().normalize())
                                .toString()
                                .replace('\\', '/')));
        return Json.line(line);
    }
}
