package org.wsol.engine.graph;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Stage.StageProbe;
import org.wsol.engine.nd4j.Graphs;
import org.wsol.engine.nd4j.StopGradient;

/**
 * Adds layers to one SameDiff graph. Networks use ND4J's operations only through this class. All feature maps are (B,
 * C, H, W).
 *
 * <p>Parameters come from a {@link ParameterStore} by name; requesting a name twice returns the same variable, so a
 * stage that is applied twice shares its parameters. Spatial sizes are known while the graph is built ({@link
 * #sizeOf}).
 */
public final class Layers {
    private static final double RUNNING_MOMENTUM = 0.1;

    private final GraphContext context;
    private final BatchNormMode batchNormMode;
    private final boolean detached;
    private final StageProbe probe;
    private final BatchNormalizer batchNormalizer;

    /**
     * A builder for one graph.
     *
     * @param graph the graph to add to
     * @param parameters source of the values; missing parameters are initialised
     * @param batchNormMode the mode of batch normalisation
     */
    public Layers(SameDiff graph, ParameterStore parameters, BatchNormMode batchNormMode) {
        this(graph, parameters, batchNormMode, StageProbe.NONE);
    }

    /**
     * A builder whose graph cannot be run: it creates and initialises the parameters that layers need, without copying
     * their values into the graph.
     *
     * @param parameters receives the parameters; existing arrays are not changed
     */
    public static Layers declaring(ParameterStore parameters) {
        GraphContext context = new GraphContext(Graphs.create(), parameters, true);
        return new Layers(context, BatchNormMode.FROZEN, false, StageProbe.NONE);
    }

    /**
     * Like the other constructor, with a probe that receives the output of every stage.
     *
     * @param probe called for each stage that {@link Backbone#apply} adds
     */
    public Layers(SameDiff graph, ParameterStore parameters, BatchNormMode batchNormMode, StageProbe probe) {
        this(new GraphContext(graph, parameters, false), batchNormMode, false, probe);
    }

    private Layers(GraphContext context, BatchNormMode batchNormMode, boolean detached, StageProbe probe) {
        this.context = context;
        this.batchNormMode = batchNormMode;
        this.detached = detached;
        this.probe = probe;
        this.batchNormalizer = new BatchNormalizer(this);
    }

    /**
     * A view of the same graph for another branch. Its layers share parameters, noise and sizes, but use the given
     * batch normalisation mode. A graph with folded or frozen batch normalisation has no batch statistics, and the mode
     * of its branches is not changed.
     */
    public Layers withBatchNorm(BatchNormMode mode) {
        boolean fixed = batchNormMode == BatchNormMode.FOLDED || batchNormMode == BatchNormMode.FROZEN;
        return new Layers(context, fixed ? batchNormMode : mode, detached, StageProbe.NONE);
    }

    /**
     * A view of the same graph whose parameters get no gradient: layers applied through it act as frozen copies with
     * the current values. Gradients still flow to their input. Batch normalisation uses the batch statistics if the
     * graph does, without updating the running ones.
     */
    public Layers detached() {
        BatchNormMode mode = batchNormMode == BatchNormMode.TRAINING ? BatchNormMode.BATCH : batchNormMode;
        return new Layers(context, mode, true, StageProbe.NONE);
    }

    SDVariable probed(String stage, SDVariable output) {
        SDVariable given = probe.seen(stage, output);
        return sized(given, sizeOf(output));
    }

    /** Records the attention of the tokens of a stage. */
    void attended(String stage, SDVariable attention) {
        context.notes().putAttention(stage, attention);
        probe.attended(attention);
    }

    /** The graph that is built. */
    public SameDiff graph() {
        return context.graph();
    }

    /** The store of the parameter values. */
    public ParameterStore parameters() {
        return context.parameters();
    }

    /** The mode of batch normalisation in this graph. */
    public BatchNormMode batchNormMode() {
        return batchNormMode;
    }

    /** The running statistics a training step must update, in order. */
    public List<StatisticUpdate> statisticUpdates() {
        return List.copyOf(context.statisticUpdates());
    }

    /** The placeholders that expect random numbers. */
    public List<NoiseInput> noiseInputs() {
        return List.copyOf(context.noiseInputs());
    }

    /** Multiply-adds of all convolutions and linear layers added so far, for one image. */
    public long multiplyAdds() {
        return context.multiplyAdds();
    }

    /** A placeholder for images (B, channels, H, W). */
    public SDVariable images(String name, int channels, ImageSize size) {
        SDVariable images = graph().placeHolder(name, parameters().type(), -1, channels, size.height(), size.width());
        return sized(images, size);
    }

    /** A trainable parameter as a graph variable; created and initialised on first use. */
    public SDVariable parameter(String name, Initializer initializer, long... shape) {
        SDVariable variable = context.stored(name, ParameterStore.Kind.TRAINABLE, initializer, shape);
        return detached ? context.shared(name + "#detached", () -> StopGradient.of(variable)) : variable;
    }

    /**
     * State that is saved with the network but not trained by gradients; every run of the graph uses its current value.
     */
    public SDVariable state(String name, Initializer initializer, long... shape) {
        return StopGradient.of(context.stored(name, ParameterStore.Kind.STATISTIC, initializer, shape));
    }

    /** Whether the graph is only built to create parameters. */
    boolean declaring() {
        return context.declaring();
    }

    /** A constant; the graph keeps the array. */
    public SDVariable constant(String name, INDArray value) {
        return context.shared(name, () -> graph().constant(name, value));
    }

    /** A parameter with a normalisation folded in, made for this graph. */
    SDVariable folded(String name, INDArray value) {
        context.folded().add(name);
        return constant(name, value);
    }

    /** The names of the constants that hold parameters with a normalisation folded in; their arrays belong to the graph. */
    public Set<String> foldedParameters() {
        return Set.copyOf(context.folded());
    }

    /** Values that stages provide to later stages and methods, in addition to their feature maps. */
    public GraphNotes notes() {
        return context.notes();
    }

    /** A value computed only from parameters, once per key. */
    SDVariable shared(String key, Supplier<SDVariable> value) {
        return context.shared(key, value);
    }

    /** Adds the multiply-adds of operations other than convolutions. */
    void count(long more) {
        context.setMultiplyAdds(context.multiplyAdds() + more);
    }

    /** Whether {@link #sizeOf} is known for the variable. */
    boolean isFeatureMap(SDVariable x) {
        return context.isSized(x);
    }

    /** A reshaped parameter, the same variable for the same request. */
    public SDVariable reshaped(SDVariable parameter, long... shape) {
        return context.shared(parameter.name() + "#reshaped", () -> parameter.reshape(shape));
    }

    /** A placeholder for numbers uniform in [0, 1), shape (B, shape...). */
    public SDVariable noise(String name, long... shape) {
        return context.noise(name, true, shape);
    }

    /** A placeholder for numbers uniform in [0, 1) shared by all images of a step; without extents, a single number. */
    public SDVariable stepNoise(String name, long... shape) {
        return context.noise(name, false, shape);
    }

    /**
     * Rows and columns of a feature map created by this builder.
     *
     * @throws IllegalArgumentException if the variable was not created by this builder
     */
    public ImageSize sizeOf(SDVariable featureMap) {
        return context.sizeOf(featureMap);
    }

    /** Records the size of a feature map created directly with the graph's operations. */
    public SDVariable sized(SDVariable featureMap, ImageSize size) {
        return context.sized(featureMap, size);
    }

    /**
     * A convolution with parameters {@code layer.weight} and, if the geometry has a bias, {@code layer.bias}.
     *
     * @param x shape (B, in, H, W)
     * @return shape (B, out, H', W')
     */
    public SDVariable convolution(String layer, SDVariable x, Convolution geometry) {
        return convolution(layer, x, geometry, new Initializer.HeFanOut());
    }

    /** The same with a start value for the weight. */
    public SDVariable convolution(String layer, SDVariable x, Convolution geometry, Initializer initializer) {
        SDVariable weight = parameter(layer + ".weight", initializer, geometry.weightShape());
        if (!geometry.bias()) {
            return convolve(x, weight, null, geometry);
        }
        SDVariable bias = parameter(layer + ".bias", new Initializer.Constant(0), geometry.outputChannels());
        return convolve(x, weight, bias, geometry);
    }

    /**
     * A convolution without bias and the batch normalisation after it, with parameters {@code convolution.weight},
     * {@code norm.weight}, {@code norm.bias} and statistics {@code norm.running_mean}, {@code norm.running_var}.
     */
    public SDVariable convolutionBatchNorm(
            String convolution, String norm, SDVariable x, Convolution geometry, double epsilon) {
        return convolutionBatchNorm(convolution, norm, x, geometry, epsilon, new Initializer.HeFanOut());
    }

    /** The same with a start value for the convolution's weight. */
    public SDVariable convolutionBatchNorm(
            String convolution,
            String norm,
            SDVariable x,
            Convolution geometry,
            double epsilon,
            Initializer initializer) {
        return convolutionBatchNorm(
                convolution, norm, x, geometry, epsilon, initializer, BatchNormalizer.DEFAULT_MOMENTUM);
    }

    /** The same with a momentum of the running statistics other than PyTorch's default of 0.1. */
    public SDVariable convolutionBatchNorm(
            String convolution,
            String norm,
            SDVariable x,
            Convolution geometry,
            double epsilon,
            Initializer initializer,
            double momentum) {
        return batchNormalizer.convolution(convolution, norm, x, geometry, epsilon, initializer, momentum);
    }

    /**
     * A batch normalisation that follows no convolution, as in networks that normalise before they convolve: parameters
     * {@code norm.weight} and {@code norm.bias}, statistics {@code norm.running_mean} and {@code norm.running_var}.
     *
     * @param x shape (B, channels, H, W)
     */
    public SDVariable batchNorm(String norm, SDVariable x, int channels, double epsilon) {
        return batchNormalizer.alone(norm, x, channels, epsilon);
    }

    /**
     * Multiplies every channel by a factor and adds an offset: a depthwise 1x1 convolution, limited by memory bandwidth
     * only.
     */
    SDVariable scaleAndShift(SDVariable x, SDVariable weight, SDVariable bias, int channels) {
        long counted = context.multiplyAdds();
        SDVariable result =
                convolve(x, weight, bias, Convolution.depthwise(channels, 1, 1).withBias());
        context.setMultiplyAdds(counted);
        return result;
    }

    SDVariable convolve(SDVariable x, SDVariable weight, @Nullable SDVariable bias, Convolution geometry) {
        return new Convolutions(this, probe).apply(x, weight, bias, geometry);
    }

    /** {@code max(x, 0)}. */
    public SDVariable relu(SDVariable x) {
        return sized(probe.rectified(graph().nn().relu(x, 0)), sizeOf(x));
    }

    /** {@code min(max(x, 0), 6)}. */
    public SDVariable relu6(SDVariable x) {
        return sized(probe.rectified(graph().nn().relu6(x, 0)), sizeOf(x));
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public SDVariable sigmoid(SDVariable x) {
        return sized(graph().nn().sigmoid(x), sizeOf(x));
    }

    /** The sum of two feature maps of the same shape. */
    public SDVariable add(SDVariable a, SDVariable b) {
        return sized(a.add(b), sizeOf(a));
    }

    /** Concatenates feature maps along the channels. */
    public SDVariable concat(SDVariable... parts) {
        return sized(graph().concat(1, parts), sizeOf(parts[0]));
    }

    /**
     * Max pooling.
     *
     * @param ceil whether an incomplete last window is used (PyTorch's {@code ceil_mode}); values must then be
     *     non-negative, as after a ReLU
     */
    public SDVariable maxPool(SDVariable x, int kernel, int stride, Padding padding, boolean ceil) {
        return new Pools(this).max(x, kernel, stride, padding, ceil);
    }

    /**
     * Average pooling; padded zeros are included in the mean, as by default in PyTorch, except with SAME padding, as in
     * TensorFlow.
     */
    public SDVariable averagePool(SDVariable x, int kernel, int stride, Padding padding) {
        return new Pools(this).average(x, kernel, stride, padding);
    }

    /** Drops individual values of a feature map in training and rescales the rest; the identity in inference graphs. */
    public SDVariable featureDropout(SDVariable featureMap, int channels, double probability) {
        ImageSize size = sizeOf(featureMap);
        return sized(dropout(featureMap, probability, channels, size.height(), size.width()), size);
    }

    /** Drops individual values of a variable of shape (B, shape...) in training and rescales the rest. */
    public SDVariable dropout(SDVariable x, double probability, long... shape) {
        if (probability == 0 || batchNormMode == BatchNormMode.FOLDED) {
            return x;
        }
        SDVariable noise = noise("dropout-noise-" + context.noiseInputs().size(), shape);
        return x.mul(noise.gte(probability).castTo(parameters().type())).div(1 - probability);
    }

    /**
     * A running mean of a quantity measured in every training step, kept as {@code name.running_mean} and {@code
     * name.running_var} like those of batch normalisation. Inference reads the mean from {@link #parameters()}.
     *
     * @param mean of the batch, shape (C)
     * @param variance of the batch, shape (C)
     */
    public void runningStatistic(String name, SDVariable mean, SDVariable variance, int channels) {
        runningMean(name, channels);
        requestStatisticUpdate(new StatisticUpdate(
                name + ".running_mean", name + ".running_var", mean.name(), variance.name(), 1, RUNNING_MOMENTUM));
    }

    /** The array of a {@link #runningStatistic}, shape (C); zeros at first. */
    public INDArray runningMean(String name, int channels) {
        parameters()
                .require(name + ".running_var", ParameterStore.Kind.STATISTIC, new Initializer.Constant(0), channels);
        return parameters()
                .require(name + ".running_mean", ParameterStore.Kind.STATISTIC, new Initializer.Constant(0), channels);
    }

    /** Requests that running statistics are updated after a training step, as for batch normalisation. */
    public void requestStatisticUpdate(StatisticUpdate update) {
        context.statisticUpdates().add(update);
    }

    /**
     * A running statistic to update after a training step, as PyTorch does:
     * {@code running = (1 - momentum) * running + momentum * batch}. The batch variance is made unbiased first, by
     * {@code n / (n - 1)} with n = B x H x W.
     *
     * @param meanName the running mean's name in the {@link ParameterStore}
     * @param varianceName the running variance's name
     * @param batchMean the graph variable of the batch's mean, shape (C)
     * @param batchVariance the graph variable of the batch's biased variance, shape (C)
     * @param positions H x W of the normalised map; times the batch size this is n
     * @param momentum PyTorch's momentum, 0.1 by default
     */
    public record StatisticUpdate(
            String meanName,
            String varianceName,
            String batchMean,
            String batchVariance,
            long positions,
            double momentum) {}
}
