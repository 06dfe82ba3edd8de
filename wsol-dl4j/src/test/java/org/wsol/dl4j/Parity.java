package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.convert.ConvertedNetwork;
import org.wsol.dl4j.convert.SourceNetwork;
import org.wsol.dl4j.convert.Vertex;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;

/** Runs a Deeplearning4j network with Deeplearning4j and with this project. */
final class Parity {
    static final double OUTPUTS = 1e-5;
    static final double GRADIENTS = 1e-4;

    /** Small, so that no value crosses the kink of an activation. */
    private static final double STEP = 1e-7;

    private final ComputationGraph net;
    private final SourceNetwork source;
    private final INDArray images;
    private final INDArray labels;
    private final GraphExecutorFactory executors;

    private Parity(ComputationGraph net, INDArray images, int classes, GraphExecutorFactory executors) {
        this.net = net;
        this.images = images;
        this.labels = labels((int) images.size(0), classes);
        this.executors = executors;
        INDArray parameters = net.params();
        // Parameters are transferred as 32-bit numbers, so both sides start with 32-bit values.
        parameters.assign(parameters.castTo(DataType.FLOAT).castTo(parameters.dataType()));
        this.source = SourceNetwork.of(net);
    }

    static Parity of(ComputationGraph net, int classes, long... shape) {
        return of(net, classes, SameDiffExecutor::new, shape);
    }

    static Parity of(ComputationGraph net, int classes, GraphExecutorFactory executors, long... shape) {
        return new Parity(net, random(7, net.getConfiguration().getDataType(), shape), classes, executors);
    }

    /** Normal random numbers rounded to 32 bits. */
    static INDArray random(long seed, DataType type, long... shape) {
        Random random = new Random(seed);
        INDArray values = Nd4j.create(DataType.FLOAT, shape);
        for (long i = 0; i < values.length(); i++) {
            values.putScalar(i, random.nextGaussian());
        }
        return values.castTo(type);
    }

    private INDArray labels(int images, int classes) {
        INDArray labels = Nd4j.zeros(this.images.dataType(), images, classes);
        for (int i = 0; i < images; i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return labels;
    }

    /** Running statistics far from zero and one, to detect mix-ups. */
    Parity withStatistics() {
        source.vertices().values().forEach(vertex -> vertex.parameters().forEach((name, array) -> {
            if (name.equals("mean") || name.equals("log10stdev")) {
                array.assign(
                        random(array.length(), array.dataType(), array.shape()).mul(0.1));
            } else if (name.equals("var") || name.equals("gamma")) {
                array.assign(random(array.length(), array.dataType(), array.shape())
                        .mul(0.1)
                        .add(1));
            }
        }));
        return new Parity(net, images, (int) labels.size(1), executors);
    }

    /** Compares the result of the named vertex in inference. */
    Parity outputsEqual(String vertex, double tolerance) {
        INDArray expected = net.feedForward(images, false).get(vertex);
        for (BatchNormMode mode : List.of(BatchNormMode.FROZEN, BatchNormMode.FOLDED)) {
            try (ParameterStore store = new ParameterStore(images.dataType(), 1)) {
                Layers layers = new Layers(SameDiff.create(), store, mode);
                SDVariable result = ConvertedNetwork.upTo(source, vertex)
                        .apply(layers, images(layers))
                        .variable();
                run(
                        new GraphProgram(layers.graph(), List.of(result.name()), List.of()),
                        Map.of("images", images),
                        run -> near("output, " + mode, expected, run.output(result.name()), tolerance));
            }
        }
        return this;
    }

    private SDVariable images(Layers layers) {
        return layers.images("images", (int) images.size(1), new ImageSize((int) images.size(2), (int) images.size(3)));
    }

    /** Compares the gradients of a cross-entropy step with batch statistics. */
    void gradientsEqual(double tolerance) {
        gradientsEqual(tolerance, 1e-5);
    }

    /**
     * The same.
     *
     * @param floor share of the network's largest gradient below which a parameter's gradient is considered rounding,
     *     such as that of a bias before a batch normalisation, which is 0 in exact arithmetic
     */
    void gradientsEqual(double tolerance, double floor) {
        net.setInput(0, images);
        net.setLabel(0, labels);
        net.computeGradientAndScore();
        Map<String, INDArray> theirs = new HashMap<>(net.gradient().gradientForVariable());
        withGradients(run -> {
            assertThat(run.output("loss").getDouble(0) / images.size(0))
                    .isCloseTo(
                            net.score() - net.calcRegularizationScore(true), org.assertj.core.data.Offset.offset(1e-5));
            Map<String, INDArray> expected = expected(theirs);
            assertThat(expected.keySet())
                    .containsExactlyInAnyOrderElementsOf(run.gradients().keySet());
            double largest = expected.values().stream()
                    .mapToDouble(gradient -> gradient.normmaxNumber().doubleValue())
                    .max()
                    .orElseThrow();
            expected.forEach((name, gradient) ->
                    near("gradient of " + name, gradient, run.gradient(name), tolerance, floor * largest));
        });
    }

    private void withGradients(Consumer<GraphResult> then) {
        try (ParameterStore store = new ParameterStore(images.dataType(), 1)) {
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.TRAINING);
            SDVariable output = ConvertedNetwork.upTo(source, source.output())
                    .apply(layers, images(layers))
                    .variable();
            SameDiff graph = layers.graph();
            SDVariable given = graph.placeHolder("labels", images.dataType(), -1, labels.size(1));
            // In Deeplearning4j the updater divides by the batch size.
            graph.math().log(output).mul(given).sum().neg().rename("loss");
            graph.setLossVariables("loss");
            run(
                    new GraphProgram(graph, List.of("loss"), store.trainableNames()),
                    Map.of("images", images, "labels", labels),
                    then);
        }
    }

    /**
     * Compares the gradients with respect to some parameters of the layer "before" with central differences of
     * Deeplearning4j's own score.
     *
     * @param theirs compares with Deeplearning4j's gradients instead of ours
     */
    double largestErrorOfDifferences(boolean theirs) {
        net.setInput(0, images);
        net.setLabel(0, labels);
        net.computeGradientAndScore();
        INDArray bias = net.getParam("before_b");
        INDArray reported =
                theirs ? net.gradient().gradientForVariable().get("before_b").dup() : ourGradient("before.bias");
        double error = 0;
        for (long i = 0; i < bias.length(); i++) {
            double original = bias.getDouble(i);
            double above = score(bias, i, original + STEP);
            double below = score(bias, i, original - STEP);
            bias.putScalar(i, original);
            double difference = (above - below) / (2 * STEP) * images.size(0);
            error = Math.max(error, Math.abs(difference - reported.getDouble(i)));
        }
        return error / reported.normmaxNumber().doubleValue();
    }

    private double score(INDArray parameter, long index, double value) {
        parameter.putScalar(index, value);
        return net.score(new org.nd4j.linalg.dataset.DataSet(images, labels), true);
    }

    private INDArray ourGradient(String name) {
        INDArray[] found = new INDArray[1];
        withGradients(run -> found[0] = run.gradient(name).dup());
        return found[0];
    }

    private void run(GraphProgram program, Map<String, INDArray> inputs, Consumer<GraphResult> then) {
        try (var executor = executors.create(program)) {
            then.accept(executor.run(inputs));
        }
    }

    /** Deeplearning4j's gradients with our names and shapes. */
    private Map<String, INDArray> expected(Map<String, INDArray> theirs) {
        Map<String, INDArray> renamed = new LinkedHashMap<>();
        for (Vertex vertex : source.vertices().values()) {
            for (String parameter : vertex.parameters().keySet()) {
                INDArray gradient = theirs.get(vertex.name() + "_" + parameter);
                switch (parameter) {
                    case "W" -> weight(vertex, gradient, renamed);
                    case "pW", "gamma" -> renamed.put(vertex.name() + ".weight", gradient);
                    case "b", "beta" -> renamed.put(vertex.name() + ".bias", gradient);
                    default -> {} // running statistics
                }
            }
        }
        return renamed;
    }

    private static void weight(Vertex vertex, INDArray gradient, Map<String, INDArray> renamed) {
        if (vertex.configuration() instanceof SeparableConvolution2D) {
            renamed.put(vertex.name() + ".depthwise.weight", gradient.permute(1, 0, 2, 3));
        } else if (vertex.configuration() instanceof DepthwiseConvolution2D) {
            renamed.put(vertex.name() + ".weight", gradient.permute(2, 3, 0, 1));
        } else {
            renamed.put(
                    vertex.name() + ".weight",
                    gradient.rank() == 2 && !isMap(gradient) ? gradient.transpose() : gradient);
        }
    }

    private static boolean isMap(INDArray gradient) {
        return gradient.rank() == 4;
    }

    static void near(String what, INDArray expected, INDArray actual, double tolerance) {
        near(what, expected, actual, tolerance, 0);
    }

    /** Within the tolerance relative to the largest expected value, which is at least {@code floor}. */
    static void near(String what, INDArray expected, INDArray actual, double tolerance, double floor) {
        double[] wanted = expected.dup('c').data().asDouble();
        double[] found = actual.dup('c').data().asDouble();
        assertThat(found).as(what).hasSameSizeAs(wanted);
        double largest = floor;
        double difference = 0;
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).as(what + " [" + i + "]").isFinite();
            largest = Math.max(largest, Math.abs(wanted[i]));
            difference = Math.max(difference, Math.abs(wanted[i] - found[i]));
        }
        assertThat(difference).as(what + ", largest " + largest).isLessThanOrEqualTo(tolerance * largest);
    }
}
