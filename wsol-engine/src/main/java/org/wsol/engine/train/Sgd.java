package org.wsol.engine.train;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.component.Setting;

/**
 * Stochastic gradient descent as PyTorch defines it: {@code g += decay * p; v = momentum * v + g;} then
 * {@code p -= lr * (g + momentum * v)} with Nesterov's look-ahead, {@code p -= lr * v} without.
 */
public final class Sgd extends StatefulOptimizer {
    private final Options options;

    /**
     * The keys of {@code optimizer: {name: sgd}}.
     *
     * @param momentum the momentum factor
     * @param nesterov whether Nesterov momentum is used
     * @param weightDecay weight decay
     */
    public record Options(
            @Setting(
                    doc = "Momentum: the share of the previous step that is kept.",
                    defaultValue = "0.9",
                    min = 0,
                    max = 1)
            double momentum,

            @Setting(doc = "Whether Nesterov momentum is used.", defaultValue = "true")
            boolean nesterov,

            @Setting(
                    doc = "Weight decay, added to the gradient as PyTorch's weight_decay.",
                    defaultValue = "0.0001",
                    min = 0)
            double weightDecay) {}

    /** Creates a new optimizer. */
    public Sgd(Options options) {
        super(List.of("velocity"));
        this.options = options;
    }

    @Override
    void update(String name, INDArray parameter, INDArray gradient, INDArray[] kept, double rate) {
        float momentum = (float) options.momentum();
        float decay = (float) options.weightDecay();
        float lr = (float) rate;
        boolean nesterov = options.nesterov();
        FloatBlocks.run(
                (pieces, length) -> {
                    float[] p = pieces[0];
                    float[] v = pieces[1];
                    float[] g = pieces[2];
                    for (int i = 0; i < length; i++) {
                        float pulled = g[i] + decay * p[i];
                        v[i] = momentum * v[i] + pulled;
                        p[i] -= lr * (nesterov ? pulled + momentum * v[i] : v[i]);
                    }
                },
                1,
                parameter,
                kept[0],
                gradient);
    }
}
