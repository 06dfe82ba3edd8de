package org.wsol.experiment.internal.tracking;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;
import org.wsol.experiment.schema.TrackingConfig;

/** All trackers of a run. */
public final class Trackers implements Tracker {
    private final List<Tracker> parts;

    /** Forwards everything to all trackers. */
    public Trackers(List<Tracker> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * The trackers of a run's configuration; always includes JSON lines and the table of epochs.
     *
     * @param resumeStep the step of the checkpoint the run resumes from, 0 at the beginning; later metrics on disk are
     *     removed
     */
    public static Trackers open(PlannedRun run, RunFolder folder, long resumeStep) {
        TrackingConfig config = run.experiment().tracking();
        List<Tracker> parts = new ArrayList<>();
        try {
            parts.add(new MetricLines(folder.metricsLines(), resumeStep));
            parts.add(new EpochTable(folder.epochs(), MetricLines.read(folder.metricsLines())));
            if (config.tensorboard()) {
                parts.add(new TensorBoardEvents(folder.events()));
            }
            config.mlflow()
                    .ifPresent(mlflow -> parts.add(
                            new MlflowSink(mlflow, folder.name(), MlflowEnding.memory(folder), run.varied())));
        } catch (RuntimeException e) {
            closeAll(parts, Optional.of(e));
            throw e;
        }
        return new Trackers(parts);
    }

    /** The trackers of a run that store images, for images of the finished network. */
    public static Tracker forPictures(PlannedRun run, RunFolder folder) {
        boolean shown = run.experiment().tracking().tensorboard();
        return new Trackers(shown ? List.of(new TensorBoardEvents(folder.events())) : List.of());
    }

    @Override
    public void metrics(MetricEvent event) {
        parts.forEach(part -> part.metrics(event));
    }

    @Override
    public void image(String name, long step, BufferedImage image) {
        parts.forEach(part -> part.image(name, step, image));
    }

    /** Closes all trackers, even if closing one of them fails. */
    @Override
    public void close() {
        closeAll(parts, Optional.empty()).ifPresent(failure -> {
            throw failure;
        });
    }

    private static Optional<RuntimeException> closeAll(List<Tracker> parts, Optional<RuntimeException> earlier) {
        Optional<RuntimeException> failure = earlier;
        for (Tracker part : parts) {
            try {
                part.close();
            } catch (RuntimeException e) {
                failure.ifPresent(first -> first.addSuppressed(e));
                failure = failure.or(() -> Optional.of(e));
            }
        }
        return failure;
    }
}
