package org.wsol.cli.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.cli.bench.Stopwatch.Work;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.SafeTensorsWriter;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.recipe.Recipe;

/**
 * One JPEG file of 500 x 375 pixels, from the file to its box, with a loaded model, or including the loading of the
 * model.
 */
public final class LocalizeWork implements Work {
    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;

    private final Recipe recipe;
    private final Path folder;
    private final Path weights;
    private final Path image;
    private final List<String> classNames;
    private final Optional<TrainedModel> model;

    /**
     * Writes the image and random weights to a temporary folder.
     *
     * @param loadsEachTime whether every run loads the model first
     */
    public LocalizeWork(Recipe recipe, Backbone backbone, ImageSize size, boolean loadsEachTime) {
        this.recipe = recipe;
        classNames = IntStream.range(0, backbone.head().classes())
                .mapToObj(Integer::toString)
                .toList();
        try {
            folder = Files.createTempDirectory("wsol-bench-");
            image = writeImage(folder.resolve("image.jpg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        weights = folder.resolve("weights.safetensors");
        try (ParameterStore parameters = new ParameterStore(DataType.FLOAT, RecipeForBench.SEED)) {
            Networks.initialize(backbone, size, parameters);
            SafeTensorsWriter.write(weights, parameters, Map.of());
        }
        model = loadsEachTime ? Optional.empty() : Optional.of(load());
    }

    private TrainedModel load() {
        return TrainedModel.ofWeights(recipe, weights, classNames);
    }

    /** A disc on a non-uniform background, as JPEG. */
    private static Path writeImage(Path file) throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.DARK_GRAY, WIDTH, HEIGHT, Color.ORANGE));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setPaint(Color.BLUE);
        graphics.fillOval(WIDTH / 3, HEIGHT / 3, WIDTH / 4, HEIGHT / 3);
        graphics.dispose();
        ImageIO.write(picture, "jpg", file.toFile());
        return file;
    }

    @Override
    public void run() {
        if (model.isPresent()) {
            model.get().localize(image);
            return;
        }
        try (TrainedModel loaded = load()) {
            loaded.localize(image);
        }
    }

    @Override
    public void close() {
        model.ifPresent(TrainedModel::close);
        try {
            Files.deleteIfExists(image);
            Files.deleteIfExists(weights);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
