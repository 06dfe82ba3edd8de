package org.wsol.experiment.predict;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.PredictedMapExtractor;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.eval.box.BoxExtractor;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.ScoreArray;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.training.RunNetworks;

/**
 * Finds the object in pictures with a trained run: the class, its probability and a box. Owns the network's memory; not
 * safe for use by several threads. The box is cut from the map of the most likely class.
 */
public final class Localizer implements AutoCloseable {
    private final ModelCard card;
    private final NetworkInput input;
    private final MapPreparation preparation;
    private final double threshold;
    private final ParameterStore store;
    private final PredictedMapExtractor extractor;

    private Localizer(ModelCard card, ExperimentConfig config, double threshold, ParameterStore store) {
        this.card = card;
        this.threshold = threshold;
        this.store = store;
        this.input = new NetworkInput(config.data().preprocessing());
        this.preparation = RunNetworks.mapPreparation(config);
        Backbone backbone = RunNetworks.backbone(config, card.classNames().size());
        this.extractor = new PredictedMapExtractor(
                RunNetworks.method(config), backbone, store, RunNetworks.imageSize(config), PlannedExecutor::new);
    }

    /**
     * The localizer of a finished run, with the threshold the run chose.
     *
     * @param run the folder of the run
     * @throws InvalidInputException when it is not the folder of a finished run, or its checkpoint is damaged
     */
    public static Localizer load(Path run) {
        return load(run, ModelCard.read(run).threshold());
    }

    /**
     * The localizer of a finished run.
     *
     * @param threshold share of a map's maximum above which a place belongs to the object, in [0, 1)
     */
    public static Localizer load(Path run, double threshold) {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new InvalidInputException("a threshold lies in [0, 1), was " + threshold);
        }
        NativeBackend.start();
        ModelCard card = ModelCard.read(run);
        ExperimentConfig config = RunNetworks.config(run);
        ParameterStore store = new ParameterStore(DataType.FLOAT, config.seed());
        RunNetworks.load(run, config, card.classNames().size(), store);
        return new Localizer(card, config, threshold, store);
    }

    /** Class names; the position is the class. */
    public List<String> classNames() {
        return card.classNames();
    }

    /**
     * Localizes the object of a picture file.
     *
     * @throws InvalidInputException naming the file, when it is missing or not a picture
     */
    public Prediction localize(Path image) {
        return localize(input.read(image));
    }

    /** How pictures are read: turned upright where the run's photos were. */
    public NetworkInput input() {
        return input;
    }

    /** Localizes the object of a picture in memory. */
    public Prediction localize(BufferedImage image) {
        byte[] pixels = new byte[3 * image.getWidth() * image.getHeight()];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int at = 3 * (y * image.getWidth() + x);
                pixels[at] = (byte) (rgb >> 16);
                pixels[at + 1] = (byte) (rgb >> 8);
                pixels[at + 2] = (byte) rgb;
            }
        }
        return localize(new RgbImage(new ImageSize(image.getHeight(), image.getWidth()), pixels));
    }

    /** Localizes the object of a decoded picture. */
    public Prediction localize(RgbImage image) {
        try (INDArray tensor = input.tensor(image)) {
            return prediction(extractor.extract(tensor).get(0), image.size());
        }
    }

    private Prediction prediction(ImageMaps maps, ImageSize size) {
        int label = maps.predictedClass();
        ScoreArray prepared = preparation.apply(ScoreArray.of(map(maps.cam())));
        return new Prediction(
                label,
                card.classNames().get(label),
                maps.probability(label),
                threshold,
                BoxExtractor.forImage(size).largest(prepared, threshold),
                size,
                prepared.toScoreMap(),
                maps.decomposition(extractor.mapSize()));
    }

    private ScoreMap map(float[] values) {
        return ScoreMap.of(extractor.mapSize().height(), extractor.mapSize().width(), values);
    }

    @Override
    public void close() {
        extractor.close();
        store.close();
    }
}
