package org.wsol.dl4j.convert;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.dl4j.convert.Operation.Tensor;

/**
 * Converts activation functions. Functions whose gradient is wrong or missing in SameDiff are composed of functions
 * with a correct gradient.
 */
final class Activations {
    private static final double RELU6 = 6;
    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    /** The factor of the logistic approximation of GELU (Hendrycks and Gimpel 2016, section 2). */
    private static final double GELU_LOGISTIC = 1.702;

    /** The cubic term of the tanh approximation of GELU. */
    private static final double GELU_CUBIC = 0.044715;

    private Activations() {}

    /** A function of one variable. */
    @FunctionalInterface
    private interface Body {
        SDVariable apply(SameDiff graph, SDVariable x);
    }

    static boolean isIdentity(IActivation function) {
        return function instanceof ActivationIdentity;
    }

    /** The activation of a layer that has one. */
    static Operation of(BaseLayer layer) throws NoCounterpart {
        return of(layer.getActivationFn());
    }

    static Operation of(IActivation function) throws NoCounterpart {
        if (isIdentity(function)) {
            return Operation.identity();
        }
        if (function instanceof ActivationSoftmax) {
            return Operation.unary((layers, x) -> {
                if (x.spatial()) {
                    throw new org.wsol.core.InvalidInputException(
                            "Deeplearning4j's softmax on a feature map runs over its columns, which is not supported");
                }
                return Tensor.flat(layers.graph().nn().softmax(x.variable(), 1), x.channels());
            });
        }
        Body body = body(function);
        return Operation.unary((layers, x) -> {
            SDVariable result = body.apply(layers.graph(), x.variable());
            return x.spatial()
                    ? Tensor.map(layers.sized(result, layers.sizeOf(x.variable())), x.channels())
                    : Tensor.flat(result, x.channels());
        });
    }

    private static Body body(IActivation function) throws NoCounterpart {
        if (function instanceof ActivationReLU relu) {
            return rectifier(relu);
        } else if (function instanceof ActivationReLU6) {
            return (graph, x) -> graph.nn().relu6(x, 0);
        } else if (function instanceof ActivationLReLU leaky) {
            return (graph, x) -> leaky(graph, x, leaky.getAlpha());
        } else if (function instanceof ActivationELU elu) {
            return (graph, x) -> exponential(graph, x, elu.getAlpha());
        } else if (function instanceof ActivationSELU) {
            return (graph, x) -> exponential(graph, x, SELU_ALPHA).mul(SELU_SCALE);
        } else if (function instanceof ActivationSigmoid) {
            return (graph, x) -> graph.nn().sigmoid(x);
        } else if (function instanceof ActivationTanH) {
            return (graph, x) -> graph.math().tanh(x);
        } else if (function instanceof ActivationSwish) {
            return (graph, x) -> x.mul(graph.nn().sigmoid(x));
        }
        return rarer(function);
    }

    private static Body rarer(IActivation function) throws NoCounterpart {
        if (function instanceof ActivationHardSigmoid) {
            return (graph, x) -> graph.nn().hardSigmoid(x);
        } else if (function instanceof ActivationHardTanH) {
            return (graph, x) -> graph.math().clipByValue(x, -1, 1);
        } else if (function instanceof ActivationSoftPlus) {
            return (graph, x) -> graph.nn().softplus(x);
        } else if (function instanceof ActivationSoftSign) {
            return (graph, x) -> x.div(graph.math().abs(x).add(1));
        } else if (function instanceof ActivationGELU gelu) {
            return gelu.isPrecise()
                    ? Activations::geluByTanh
                    : (graph, x) -> x.mul(graph.nn().sigmoid(x.mul(GELU_LOGISTIC)));
        } else if (function instanceof ActivationMish) {
            return (graph, x) -> x.mul(graph.math().tanh(graph.nn().softplus(x)));
        } else if (function instanceof ActivationCube) {
            return (graph, x) -> x.mul(x).mul(x);
        } else if (function instanceof ActivationThresholdedReLU thresholded) {
            return (graph, x) -> x.mul(x.gt(thresholded.getTheta()).castTo(x.dataType()));
        }
        throw new NoCounterpart("the activation " + function);
    }

    private static Body rectifier(ActivationReLU relu) throws NoCounterpart {
        double slope = relu.getNegativeSlope() == null ? 0 : relu.getNegativeSlope();
        if (relu.getThreshold() != null && relu.getThreshold() != 0) {
            throw new NoCounterpart("the activation " + relu + " with a threshold");
        }
        if (relu.getMax() == null) {
            return slope == 0 ? (graph, x) -> graph.nn().relu(x, 0) : (graph, x) -> leaky(graph, x, slope);
        }
        double max = relu.getMax();
        if (slope == 0 && max == RELU6) {
            return (graph, x) -> graph.nn().relu6(x, 0);
        }
        // min(y, max) = max - relu(max - y)
        return (graph, x) ->
                graph.nn().relu(leaky(graph, x, slope).rsub(max), 0).rsub(max);
    }

    /** {@code max(x, 0) - slope max(-x, 0)}. */
    private static SDVariable leaky(SameDiff graph, SDVariable x, double slope) {
        return graph.nn().leakyRelu(x, slope);
    }

    /** {@code max(x, 0) + alpha (exp(min(x, 0)) - 1)}; the minimum keeps the exponential from overflowing. */
    private static SDVariable exponential(SameDiff graph, SDVariable x, double alpha) {
        SDVariable below = graph.nn().relu(x.neg(), 0).neg();
        return graph.nn().relu(x, 0).add(graph.math().exp(below).sub(1).mul(alpha));
    }

    /** Unlike the paper, Deeplearning4j cubes the factor together with x. This is kept for networks trained with it. */
    private static SDVariable geluByTanh(SameDiff graph, SDVariable x) {
        SDVariable scaled = x.mul(GELU_CUBIC);
        SDVariable inner = x.add(scaled.mul(scaled).mul(scaled)).mul(Math.sqrt(2 / Math.PI));
        return x.mul(graph.math().tanh(inner).add(1)).mul(0.5);
    }
}
