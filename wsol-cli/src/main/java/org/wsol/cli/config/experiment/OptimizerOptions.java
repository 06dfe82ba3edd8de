package org.wsol.cli.config.experiment;

import org.wsol.core.component.Setting;

/** The options of the optimizers there are, all with PyTorch's meaning. */
public sealed interface OptimizerOptions {

    /** Stochastic gradient descent with momentum. */
    record Sgd(
            @Setting(doc = "Share of the former step that is kept.", defaultValue = "0.9", min = 0, max = 1)
            double momentum,

            @Setting(doc = "Whether the gradient looks ahead (Nesterov).", defaultValue = "true")
            boolean nesterov,

            @Setting(doc = "Factor of the parameters added to their gradient.", defaultValue = "1e-4", min = 0)
            double weightDecay)
            implements OptimizerOptions {}

    /** Adam; weight decay is added to the gradient. */
    record Adam(
            @Setting(doc = "Decay of the mean gradient.", defaultValue = "0.9", min = 0, max = 1)
            double beta1,

            @Setting(doc = "Decay of the mean squared gradient.", defaultValue = "0.999", min = 0, max = 1)
            double beta2,

            @Setting(doc = "Added to the divisor.", defaultValue = "1e-8", min = 0, exclusiveMin = true)
            double epsilon,

            @Setting(doc = "Factor of the parameters added to their gradient.", defaultValue = "0", min = 0)
            double weightDecay)
            implements OptimizerOptions {}

    /** AdamW; weight decay acts on the parameters, not through the gradient. */
    record AdamW(
            @Setting(doc = "Decay of the mean gradient.", defaultValue = "0.9", min = 0, max = 1)
            double beta1,

            @Setting(doc = "Decay of the mean squared gradient.", defaultValue = "0.999", min = 0, max = 1)
            double beta2,

            @Setting(doc = "Added to the divisor.", defaultValue = "1e-8", min = 0, exclusiveMin = true)
            double epsilon,

            @Setting(doc = "Share of the parameters taken off in a step, times lr.", defaultValue = "0.01", min = 0)
            double weightDecay)
            implements OptimizerOptions {}
}
