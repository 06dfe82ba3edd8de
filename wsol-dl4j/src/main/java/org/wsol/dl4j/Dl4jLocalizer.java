package org.wsol.dl4j;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.AntialiasedResize;
import org.wsol.engine.cam.Cam;
import org.wsol.engine.cam.Cam.Decomposition;
import org.wsol.eval.box.BoxExtractor;
import org.wsol.eval.box.BoxExtractor.ScoredBox;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.map.ScoreArray;
import org.wsol.pipeline.ClassLocalization;
import org.wsol.pipeline.Prediction;

/**
 * Localizes objects with a live Deeplearning4j network: results change while the network is being trained. Its class
 * scores must be linear in a global average pooled feature map. Not thread-safe; must not be used while another thread
 * trains the network.
 */
public final class Dl4jLocalizer {
    /** The default threshold as a share of a map's maximum, for use without boxes to choose one. */
    private static final double THRESHOLD = 0.2;

    private static final int CHANNELS = 3;

    private final LiveNetwork network;
    private final List<String> classNames;
    private final Preprocessing preprocessing;
    private final Dl4jBackbone.ChannelOrder order;
    private final double threshold;

    private Dl4jLocalizer(
            LiveNetwork network,
            List<String> classNames,
            Preprocessing preprocessing,
            Dl4jBackbone.ChannelOrder order,
            double threshold) {
        this.network = network;
        this.classNames = List.copyOf(classNames);
        this.preprocessing = preprocessing;
        this.order = order;
        this.threshold = threshold;
        if (classNames.size() != network.head().classes()) {
            throw new InvalidInputException(
                    "the network has " + network.head().classes() + " classes, and " + classNames.size()
                            + (classNames.size() == 1 ? " class name was given" : " class names were given"));
        }
    }

    /**
     * Creates a localizer with the threshold 0.2 for a network with red, green, blue input.
     *
     * @param classNames class names, indexed by class
     * @param preprocessing size and normalisation of the images, as in the network's training
     * @throws InvalidInputException if class scores are not linear in a pooled map, or the number of names is wrong
     */
    public static Dl4jLocalizer of(ComputationGraph graph, List<String> classNames, Preprocessing preprocessing) {
        return of(LiveNetwork.of(graph), classNames, preprocessing);
    }

    /** The same for a sequential network. */
    public static Dl4jLocalizer of(MultiLayerNetwork network, List<String> classNames, Preprocessing preprocessing) {
        return of(LiveNetwork.of(network), classNames, preprocessing);
    }

    private static Dl4jLocalizer of(LiveNetwork network, List<String> classNames, Preprocessing preprocessing) {
        return new Dl4jLocalizer(network, classNames, preprocessing, Dl4jBackbone.ChannelOrder.RGB, THRESHOLD);
    }

    /** The same with another threshold, a share of a map's maximum in [0, 1). */
    public Dl4jLocalizer withThreshold(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new InvalidInputException("a threshold must be in [0, 1), was " + share);
        }
        return new Dl4jLocalizer(network, classNames, preprocessing, order, share);
    }

    /** The same for a network with another order of colours. */
    public Dl4jLocalizer withChannelOrder(Dl4jBackbone.ChannelOrder colours) {
        return new Dl4jLocalizer(network, classNames, preprocessing, colours, threshold);
    }

    /**
     * Localizes the object of an image file.
     *
     * @throws org.wsol.core.DataException naming the file, when it is missing or not an image
     */
    public Prediction localize(Path image) {
        return localize(read(image));
    }

    /** Decodes an image file as {@link #localize(Path)} does. */
    RgbImage read(Path image) {
        return preprocessing.reading().decoder().decode(image);
    }

    /** Localizes the object of a decoded image. */
    public Prediction localize(RgbImage image) {
        INDArray features = network.featureMap(tensor(image));
        float[] logits = network.logits(features);
        int label = 0;
        for (int i = 1; i < logits.length; i++) {
            label = logits[i] > logits[label] ? i : label;
        }
        Decomposition maps = Cam.decompose(features, network.head().weight(), label);
        ImageSize size = preprocessing.transformation().evaluationInputSize();
        MapPreparation preparation = new MapPreparation(size, Interpolation.BICUBIC, new Normalizer.MinMax());
        ScoreArray prepared = preparation.apply(ScoreArray.of(maps.cam()));
        List<ScoredBox> boxes = BoxExtractor.forImage(image.size()).largest(prepared, threshold).stream()
                .toList();
        return new Prediction(
                image.size(),
                threshold,
                List.of(new ClassLocalization(
                        label,
                        classNames.get(label),
                        probability(logits, label),
                        boxes,
                        prepared.toScoreMap(),
                        Optional.of(maps))));
    }

    private static double probability(float[] logits, int label) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - logits[label]);
        }
        return 1 / sum;
    }

    private INDArray tensor(RgbImage image) {
        ImageSize size = preprocessing.transformation().evaluationInputSize();
        int area = Math.toIntExact(size.area());
        float[] planes = new float[CHANNELS * area];
        preprocessing.transformation().normalization().toPlanes(AntialiasedResize.resize(image, size), false, planes);
        if (order == Dl4jBackbone.ChannelOrder.BGR) {
            for (int i = 0; i < area; i++) {
                float red = planes[i];
                planes[i] = planes[2 * area + i];
                planes[2 * area + i] = red;
            }
        }
        return Nd4j.create(planes, new long[] {1, CHANNELS, size.height(), size.width()}, 'c');
    }
}
