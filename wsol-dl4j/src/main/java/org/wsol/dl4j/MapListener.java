package org.wsol.dl4j;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.ScoreMap;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.core.internal.io.PngOutput;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.cam.Cam.Decomposition;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.drawing.HeatMap;

/**
 * Monitors a network's maps during Deeplearning4j's {@code fit}: every few iterations it localizes the given images and
 * passes on the result.
 */
public final class MapListener extends BaseTrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(MapListener.class);

    private final Dl4jLocalizer localizer;
    private final List<Path> images;
    private final int every;
    private final Sink sink;

    /** Receives the results. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Called after an image was localized.
         *
         * @param iteration the network's iteration, from 0
         */
        void found(int iteration, Path file, RgbImage image, Prediction prediction);
    }

    /**
     * Creates a listener for {@code network.setListeners}.
     *
     * @param localizer the localizer of the trained network
     * @param images files to localize
     * @param every interval in iterations, at least 1
     */
    public MapListener(Dl4jLocalizer localizer, List<Path> images, int every, Sink sink) {
        if (every < 1) {
            throw new IllegalArgumentException("at least every iteration, was " + every);
        }
        this.localizer = localizer;
        this.images = List.copyOf(images);
        this.every = every;
        this.sink = sink;
    }

    /** A sink that logs class, probability and box. */
    public static Sink log() {
        return (iteration, file, image, prediction) -> LOG.info(
                "iteration {}: {} is {} ({} %), {}",
                iteration,
                file.getFileName(),
                prediction.className(),
                Math.round(100 * prediction.probability()),
                prediction.box().map(found -> found.box().toString()).orElse("no box"));
    }

    /**
     * A sink that writes the class activation map, the norm map and the similarity map of the most likely class over each
     * image: {@code iteration-000100/photo.jpg-cam.png}, {@code -norm.png} and {@code -similarity.png}.
     *
     * @param folder made when needed
     */
    public static Sink pictures(Path folder) {
        return (iteration, file, image, prediction) -> {
            Path inside = folder.resolve(String.format(java.util.Locale.ROOT, "iteration-%06d", iteration));
            Decomposition maps = prediction.maps().orElseThrow();
            write(inside, file, "cam", HeatMap.over(image, maps.cam().minMax()));
            write(inside, file, "norm", HeatMap.over(image, maps.norm().minMax()));
            write(inside, file, "similarity", HeatMap.over(image, positive(maps.similarity())));
        };
    }

    /** Similarities from 0 to 1 unchanged; negative ones are dark. */
    private static ScoreMap positive(ScoreMap similarity) {
        float[] values = similarity.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, Math.min(1, values[i]));
        }
        return ScoreMap.of(similarity.height(), similarity.width(), values);
    }

    private static void write(Path folder, Path image, String kind, BufferedImage picture) {
        try {
            Files.createDirectories(folder);
            AtomicFiles.write(
                    folder.resolve(image.getFileName() + "-" + kind + ".png"), png -> PngOutput.write(picture, png));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder, e);
        }
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (iteration % every != 0) {
            return;
        }
        for (Path file : images) {
            RgbImage image = localizer.read(file);
            sink.found(iteration, file, image, localizer.localize(image));
        }
    }
}
