package org.wsol.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.cli.predict.PredictionRun;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.session.SessionPlan;
import org.wsol.experiment.internal.training.WorkOrigin;
import picocli.CommandLine;

/**
 * The predictions computed by an engine's workers for ranges of the images to score: one file each, in a folder next to
 * the runs whose name depends on what is scored, so that the same command can continue.
 */
final class EngineAnswers {
    private static final int DIGITS = 12;

    private final CommandLine line;
    private final PlannedRun run;
    private final Path folder;

    EngineAnswers(CommandLine line, SessionPlan plan) {
        this.line = line;
        this.run = plan.entries().get(0).run();
        this.folder = plan.experimentFolder()
                .resolve(".answers-" + run.identity().hash().substring(0, DIGITS))
                .toAbsolutePath();
        if (!run.experiment().evaluation().mapSpecs().isEmpty()) {
            throw new InvalidInputException(
                    "evaluation.maps is not computed on an engine; leave it out, or leave out" + " --engine");
        }
    }

    /** The files in the order of the images; empty if the user stopped it. */
    Optional<List<Path>> compute(EngineSettings settings, int images, WorkOrigin origin) {
        int batch = run.experiment().recipe().train().batch();
        EngineRanges ranges = new EngineRanges(
                line, folder, origin, range -> Files.exists(file(range)), range -> List.of("--answers=" + file(range)));
        List<PredictionRun.Range> done = ranges.compute(settings, images, batch);
        return done.isEmpty()
                ? Optional.empty()
                : Optional.of(done.stream().map(this::file).toList());
    }

    private Path file(PredictionRun.Range range) {
        return folder.resolve(range.from() + "-" + range.to() + ".safetensors");
    }

    /** Deletes the files after the images are scored. */
    void delete() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new StorageException("cannot delete " + folder, e);
        }
    }
}
