package org.wsol.engine.nd4j;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** The computation of a {@link CompositeOperation}. */
public sealed interface Composite
        permits Activation,
                Activation.Gradient,
                LayerNorm,
                LayerNorm.Gradient,
                GroupedConvolution,
                GroupedConvolution.Gradient,
                ChannelScale,
                ChannelScale.Gradient,
                PositiveGradient,
                PositiveGradient.Gradient {

    /** The kind of composite. */
    Kind kind();

    /** Integer arguments, from which {@link Kind#read} recreates it. */
    default List<Long> integers() {
        return List.of();
    }

    /** Floating point arguments, from which {@link Kind#read} recreates it. */
    default List<Double> reals() {
        return List.of();
    }

    /** The values, composed of ND4J's operations. */
    List<SDVariable> values(List<SDVariable> inputs);

    /**
     * The gradient composite. Its inputs are the inputs of this composite and the gradients with respect to its values;
     * its values are the gradients with respect to its inputs.
     *
     * @throws UnsupportedOperationException if it is itself a gradient; second derivatives are not supported
     */
    default Composite gradient() {
        throw new UnsupportedOperationException(kind() + " is a gradient and is not differentiated again");
    }

    /** The kinds of composites; the ordinal identifies a kind in a graph. */
    enum Kind {
        /** {@link Activation}. */
        ACTIVATION {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return Activation.of(integers);
            }
        },
        /** {@link Activation.Gradient}. */
        ACTIVATION_GRADIENT {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return new Activation.Gradient(Activation.of(integers));
            }
        },
        /** {@link LayerNorm}. */
        LAYER_NORM {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return LayerNorm.of(integers, reals);
            }
        },
        /** {@link LayerNorm.Gradient}. */
        LAYER_NORM_GRADIENT {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return new LayerNorm.Gradient(LayerNorm.of(integers, reals));
            }
        },
        /** {@link GroupedConvolution}. */
        GROUPED_CONVOLUTION {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return GroupedConvolution.of(integers);
            }
        },
        /** {@link GroupedConvolution.Gradient}. */
        GROUPED_CONVOLUTION_GRADIENT {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return new GroupedConvolution.Gradient(GroupedConvolution.of(integers));
            }
        },
        /** {@link ChannelScale}. */
        CHANNEL_SCALE {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return new ChannelScale();
            }
        },
        /** {@link ChannelScale.Gradient}. */
        CHANNEL_SCALE_GRADIENT {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return new ChannelScale.Gradient();
            }
        },
        /** {@link PositiveGradient}. */
        POSITIVE_GRADIENT {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return new PositiveGradient();
            }
        },
        /** {@link PositiveGradient.Gradient}. */
        POSITIVE_GRADIENT_GRADIENT {
            @Override
            Composite read(List<Long> integers, List<Double> reals) {
                return new PositiveGradient.Gradient();
            }
        };

        abstract Composite read(List<Long> integers, List<Double> reals);
    }
}
