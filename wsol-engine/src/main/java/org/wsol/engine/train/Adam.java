package org.wsol.engine.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.component.Setting;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) as PyTorch defines them; they differ in the weight
 * decay, which is applied to the gradient or to the parameter itself.
 */
public final class Adam extends StatefulOptimizer {
    private static final String STEPS = "steps";
    private final Options options;
    private final boolean decoupled;
    private long steps;
    private Optional<INDArray> savedSteps = Optional.empty();

    /**
     * The keys of {@code optimizer: {name: adam}} and {@code adamw}.
     *
     * @param beta1 decay of the gradient's running mean
     * @param beta2 decay of the squared gradient's running mean
     * @param epsilon added to the denominator
     * @param weightDecay weight decay
     * @param decayOn the parameters to which weight decay applies
     */
    public record Options(
            @Setting(doc = "Decay rate of the running mean of the gradient.", defaultValue = "0.9", min = 0, max = 1)
            double beta1,

            @Setting(
                    doc = "Decay rate of the running mean of the squared gradient.",
                    defaultValue = "0.999",
                    min = 0,
                    max = 1)
            double beta2,

            @Setting(doc = "Term added to the denominator for numerical stability.", defaultValue = "1e-8", min = 0)
            double epsilon,

            @Setting(
                    doc = "Weight decay: added to the gradient in adam, applied to the parameter itself in adamw.",
                    defaultValue = "0.0001",
                    min = 0)
            double weightDecay,

            @Setting(
                    doc = "Parameters that decay: all, or matrices (not biases, normalisation, class token and position"
                            + " embeddings), as is usual for transformers.",
                    defaultValue = "all")
            DecayScope decayOn) {

        /** Weight decay applies to every parameter. */
        public Options(double beta1, double beta2, double epsilon, double weightDecay) {
            this(beta1, beta2, epsilon, weightDecay, DecayScope.ALL);
        }
    }

    /**
     * Creates a new optimizer.
     *
     * @param decoupled true for AdamW
     */
    public Adam(Options options, boolean decoupled) {
        super(List.of("mean", "square"));
        this.options = options;
        this.decoupled = decoupled;
    }

    @Override
    void beginStep() {
        steps++;
    }

    @Override
    void update(String name, INDArray parameter, INDArray gradient, INDArray[] kept, double rate) {
        double decay = options.decayOn().covers(name, parameter) ? options.weightDecay() : 0;
        float beta1 = (float) options.beta1();
        float beta2 = (float) options.beta2();
        float freshMean = (float) (1 - options.beta1());
        float freshSquare = (float) (1 - options.beta2());
        float epsilon = (float) options.epsilon();
        float onGradient = decoupled ? 0 : (float) decay;
        float onParameter = decoupled ? (float) (1 - rate * decay) : 1;
        float size = (float) (rate / (1 - Math.pow(options.beta1(), (double) steps)));
        float correction = (float) Math.sqrt(1 - Math.pow(options.beta2(), (double) steps));
        FloatBlocks.run(
                (pieces, length) -> {
                    float[] p = pieces[0];
                    float[] mean = pieces[1];
                    float[] square = pieces[2];
                    for (int i = 0; i < length; i++) {
                        float g = pieces[3][i] + onGradient * p[i];
                        mean[i] = beta1 * mean[i] + freshMean * g;
                        square[i] = beta2 * square[i] + freshSquare * g * g;
                        float denominator = (float) Math.sqrt(square[i]) / correction + epsilon;
                        p[i] = onParameter * p[i] - size * mean[i] / denominator;
                    }
                },
                1,
                parameter,
                kept[0],
                kept[1],
                gradient);
    }

    @Override
    public Map<String, INDArray> state() {
        INDArray count = savedSteps.orElseGet(() -> Nd4j.createFromArray(0f));
        savedSteps = Optional.of(count);
        count.putScalar(0, (float) steps);
        Map<String, INDArray> all = new java.util.TreeMap<>(super.state());
        all.put(STEPS, count);
        return all;
    }

    @Override
    public void close() {
        savedSteps.ifPresent(INDArray::close);
        savedSteps = Optional.empty();
        super.close();
    }

    @Override
    public void restore(Map<String, INDArray> saved) {
        Map<String, INDArray> arrays = new java.util.TreeMap<>(saved);
        INDArray count = arrays.remove(STEPS);
        if (count == null) {
            throw new IllegalArgumentException("this is not the state of Adam: it has no count of steps");
        }
        steps = Math.round(count.getDouble(0)); // replicas that skipped a step have a fractional mean
        super.restore(arrays);
    }

    /** The parameters to which weight decay applies. */
    public enum DecayScope {
        /** Every parameter. */
        ALL,
        /**
         * Weights of linear layers and convolutions only: excludes parameters with at most one extent above 1 (biases,
         * scales of normalisation, class token, layer scale) and position embeddings, whose names end in {@code
         * pos_embed}.
         */
        MATRICES;

        private static final String POSITIONS = "pos_embed";

        /** Whether weight decay applies to a parameter. */
        boolean covers(String name, INDArray parameter) {
            long extents = Arrays.stream(parameter.shape())
                    .filter(extent -> extent > 1)
                    .count();
            return this == ALL || (extents > 1 && !name.endsWith(".bias") && !name.endsWith(POSITIONS));
        }
    }
}
