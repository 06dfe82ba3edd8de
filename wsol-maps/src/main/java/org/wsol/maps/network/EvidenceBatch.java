package org.wsol.maps.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.graph.GraphResult;
import org.wsol.maps.ClassScore;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;

/**
 * The values of a network for a batch of images. A value needed for one image is computed for the whole batch. Owns the
 * stages' outputs; closing frees them and invalidates the evidence.
 */
public final class EvidenceBatch implements AutoCloseable {
    private final ExplainedNetwork network;
    private final INDArray images;
    private final int[] labels;
    private final List<String> targets;
    private final Map<String, INDArray> activations = new HashMap<>();
    private final Map<List<Object>, float[][]> gradients = new HashMap<>();
    private final Map<Boolean, FeatureMaps[]> imageGradients = new HashMap<>();
    private final List<List<Evidence.BiasGradient>> biasGradients = new ArrayList<>();
    private final SharedCosts costs = new SharedCosts();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final Attention attention;
    private float[][] logits = new float[0][];
    private float[][] ownMaps = new float[0][];

    EvidenceBatch(ExplainedNetwork network, INDArray images, int[] labels, List<String> targets) {
        if (images.size(0) != labels.length) {
            throw new IllegalArgumentException(images.size(0) + " images with " + labels.length + " classes");
        }
        this.network = network;
        this.images = images;
        this.labels = labels.clone();
        this.targets = List.copyOf(targets);
        this.attention = new Attention(network, images, i -> ClassScore.logit().derivative(logits(i), this.labels[i]));
    }

    /** The evidence of each image, in order; valid until this batch is closed. */
    public List<Evidence> images() {
        return at(targets);
    }

    /**
     * The same for other target stages; methods with different stages share the values computed by this batch.
     *
     * @param stages names of the stages; empty for the last one
     * @throws org.wsol.core.InvalidInputException if there is no such stage; the message lists the stages
     */
    public List<Evidence> images(List<String> stages) {
        return at(network.targets(stages));
    }

    private List<Evidence> at(List<String> stages) {
        return IntStream.range(0, labels.length)
                .<Evidence>mapToObj(i -> new NetworkEvidence(this, i, stages))
                .toList();
    }

    /**
     * Class scores and the network's own maps of the requested classes, one entry per image. The same run computes the
     * outputs of the target stages, so that methods need no further pass through the trunk.
     */
    public List<ImageMaps> own() {
        try (INDArray classes = network.array(oneHot(), labels.length, network.classes())) {
            return network.everything(images, classes, targets, result -> {
                List<ImageMaps> maps = ImageMaps.of(result);
                logits = maps.stream().map(ImageMaps::logits).toArray(float[][]::new);
                ownMaps = maps.stream().map(ImageMaps::cam).toArray(float[][]::new);
                keep(result, targets);
                return maps;
            });
        }
    }

    private float[] oneHot() {
        float[] values = new float[labels.length * network.classes()];
        for (int i = 0; i < labels.length; i++) {
            values[i * network.classes() + labels[i]] = 1;
        }
        return values;
    }

    /** Starts measuring the time of a method: see {@link #sharedNanos}. */
    public void startAccount() {
        costs.restart();
    }

    /** The computing time of gradients used since the last {@link #startAccount} that were already computed before. */
    public long sharedNanos() {
        return costs.charged();
    }

    ExplainedNetwork network() {
        return network;
    }

    int label(int image) {
        return labels[image];
    }

    FeatureMaps image(int index) {
        return maps(images, index);
    }

    float[] logits(int image) {
        if (logits.length == 0) {
            runTrunk(targets);
        }
        return logits[image];
    }

    ScoreMap ownMap(int image) {
        if (ownMaps.length == 0) {
            try (INDArray classes = derivatives(ClassScore.logit())) {
                ownMaps = network.ownMaps(images, classes);
            }
        }
        ImageSize size = network.ownMapSize();
        return ScoreMap.of(size.height(), size.width(), ownMaps[image]);
    }

    FeatureMaps activations(String stage, int image) {
        return maps(activations(stage), image);
    }

    private INDArray activations(String stage) {
        if (!activations.containsKey(stage)) {
            network.variableOf(stage);
            Set<String> wanted = new LinkedHashSet<>(targets);
            wanted.add(stage);
            runTrunk(List.copyOf(wanted));
        }
        INDArray array = activations.get(stage);
        if (array == null) {
            throw new IllegalStateException("no output of stage " + stage);
        }
        return array;
    }

    private void runTrunk(List<String> stages) {
        logits = network.stages(images, stages, result -> {
            keep(result, stages);
            return result.output(LocalizationGraph.LOGITS).toFloatMatrix();
        });
    }

    private void keep(GraphResult result, List<String> stages) {
        for (String stage : stages) {
            INDArray earlier = activations.put(
                    stage, result.output(network.variableOf(stage)).dup('c'));
            if (earlier != null) {
                earlier.close();
            }
        }
    }

    FeatureMaps gradients(String stage, ClassScore score, int image) {
        INDArray features = activations(stage);
        List<Object> key = List.of(stage, score);
        costs.use(key, () -> {
            try (INDArray derivatives = derivatives(score)) {
                gradients.put(key, network.gradients(stage, images, features, derivatives));
            }
        });
        float[][] values = gradients.getOrDefault(key, new float[0][]);
        return new FeatureMaps((int) features.size(1), sizeOf(features), values[image]);
    }

    private INDArray derivatives(ClassScore score) {
        float[] values = new float[labels.length * network.classes()];
        for (int i = 0; i < labels.length; i++) {
            float[] row = score.derivative(logits(i), labels[i]);
            System.arraycopy(row, 0, values, i * network.classes(), row.length);
        }
        return network.array(values, labels.length, network.classes());
    }

    Attention attention() {
        return attention;
    }

    FeatureMaps imageGradient(boolean guided, int image) {
        costs.use(guided, () -> runBackward(guided));
        return imageGradients.getOrDefault(guided, new FeatureMaps[0])[image];
    }

    List<Evidence.BiasGradient> biasGradients(int image) {
        costs.use(false, () -> runBackward(false));
        return biasGradients.get(image);
    }

    private void runBackward(boolean guided) {
        try (INDArray derivatives = derivatives(ClassScore.logit())) {
            imageGradients.put(guided, network.imageGradients(guided, images, derivatives, result -> {
                if (!guided) {
                    keepBiasGradients(result);
                }
                INDArray byImages = result.gradient(LocalizationGraph.IMAGES);
                return IntStream.range(0, labels.length)
                        .mapToObj(i -> maps(byImages, i))
                        .toArray(FeatureMaps[]::new);
            }));
        }
    }

    private void keepBiasGradients(GraphResult result) {
        biasGradients.clear();
        Map<String, float[]> biases = network.imageGradientGraph(false).biases();
        for (int i = 0; i < labels.length; i++) {
            List<Evidence.BiasGradient> ofImage = new ArrayList<>();
            for (Map.Entry<String, float[]> bias : biases.entrySet()) {
                ofImage.add(new Evidence.BiasGradient(bias.getValue(), maps(result.gradient(bias.getKey()), i)));
            }
            biasGradients.add(List.copyOf(ofImage));
        }
    }

    /** Evidence of other images with one of the classes; closed with this. */
    List<Evidence> ofImages(List<FeatureMaps> changed, int label, List<String> stages) {
        int length = changed.get(0).values().length;
        float[] values = new float[changed.size() * length];
        for (int i = 0; i < changed.size(); i++) {
            System.arraycopy(changed.get(i).values(), 0, values, i * length, length);
        }
        ImageSize size = network.imageSize();
        INDArray array = network.array(values, changed.size(), 3, size.height(), size.width());
        int[] sameLabel = IntStream.range(0, changed.size()).map(i -> label).toArray();
        EvidenceBatch batch = new EvidenceBatch(network, array, sameLabel, stages);
        owned.add(batch);
        owned.add(array);
        return batch.images();
    }

    float[][] scoresOfImages(int count, Evidence.Changed changed) {
        ImageSize size = network.imageSize();
        return inBatches(count, changed, new long[] {3, size.height(), size.width()}, network::logits);
    }

    float[][] scoresOfActivations(String stage, int count, Evidence.Changed changed, int image) {
        INDArray features = activations(stage);
        long[] shape = {features.size(1), features.size(2), features.size(3)};
        if (!network.tailReadsImages(stage, features)) {
            return inBatches(count, changed, shape, array -> network.tailScores(stage, images, array));
        }
        try (INDArray same =
                images.get(NDArrayIndex.interval(image, image + 1)).repeat(0, Math.min(network.batch(), count))) {
            return inBatches(count, changed, shape, array -> network.tailScores(stage, same, array));
        }
    }

    /** All batches have the same size, so that one plan suffices; the padding of the last one is ignored. */
    private float[][] inBatches(
            int count, Evidence.Changed changed, long[] shape, java.util.function.Function<INDArray, float[][]> run) {
        int batch = Math.min(network.batch(), count);
        int length = Math.toIntExact(shape[0] * shape[1] * shape[2]);
        float[] one = new float[length];
        float[] values = new float[batch * length];
        float[][] scores = new float[count][];
        for (int from = 0; from < count; from += batch) {
            int here = Math.min(batch, count - from);
            for (int i = 0; i < here; i++) {
                changed.write(from + i, one);
                System.arraycopy(one, 0, values, i * length, length);
            }
            try (INDArray array = network.array(values, batch, shape[0], shape[1], shape[2])) {
                System.arraycopy(run.apply(array), 0, scores, from, here);
            }
        }
        return scores;
    }

    private static FeatureMaps maps(INDArray array, int image) {
        return new FeatureMaps(
                (int) array.size(1),
                sizeOf(array),
                array.slice(image).dup('c').reshape(-1).toFloatVector());
    }

    private static ImageSize sizeOf(INDArray array) {
        return new ImageSize((int) array.size(2), (int) array.size(3));
    }

    /** A copy of the values of each image. */
    static float[][] rows(INDArray array) {
        return IntStream.range(0, (int) array.size(0))
                .mapToObj(i -> array.slice(i).dup('c').reshape(-1).toFloatVector())
                .toArray(float[][]::new);
    }

    /** Frees the evidence of modified images requested by methods; it must not be used afterwards. */
    public void freeChanged() {
        owned.forEach(EvidenceBatch::close);
        owned.clear();
    }

    @Override
    public void close() {
        freeChanged();
        activations.values().forEach(INDArray::close);
        activations.clear();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException("an array could not be freed", e);
        }
    }
}
