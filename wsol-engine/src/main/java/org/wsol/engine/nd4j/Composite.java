package org.wsol.engine.nd4j;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** What a {@link CompositeOperation} computes. */
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

    /** Which one it is. */
    Kind kind();

    /** Integer arguments, by which {@link Kind#read} makes it again. */
    default List<Long> integers() {
        return List.of();
    }

    /** Floating point arguments, by which {@link Kind#read} makes it again. */
    default List<Double> reals() {
        return List.of();
    }

    /** The values, composed of ND4J's operations. */
    List<SDVariable> values(List<SDVariable> inputs);

    /**
     * The composite whose inputs are this one's and the gradients by its values, and whose values are the gradients by its
     * inputs.
     *
     * @throws UnsupportedOperationException when it is a gradient itself: nothing here is differentiated twice
     */
    default Composite gradient() {
        throw new UnsupportedOperationException(kind() + " is a gradient and is not differentiated again");
    }

    /** The composites by the number they have in a graph. */
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
