package org.wsol.pipeline;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Stage;

/** Two convolutions: a network whose file is small enough to be stored. */
public final class TinyBackbone implements BackboneProvider<TinyBackbone.Options> {
    private static final int CHANNELS = 8;
    private static final double EPSILON = 1e-5;

    /** No options. */
    public record Options() {}

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String summary() {
        return "Two convolutions, for tests.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        Convolution first = Convolution.square(3, CHANNELS, 3).withStride(2);
        Convolution second = Convolution.square(CHANNELS, CHANNELS, 3).withStride(2);
        return new Net(
                List.of(
                        new Stage(
                                "first",
                                (layers, x) ->
                                        layers.relu(layers.convolutionBatchNorm("first", "norm", x, first, EPSILON))),
                        new Stage(
                                "second",
                                (layers, x) -> layers.relu(layers.convolution("second", x, second.withBias())))),
                Head.linear("fc", CHANNELS, classes));
    }

    private record Net(List<Stage> stages, Head head) implements Backbone {
        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public String defaultDropoutPoint() {
            return "first";
        }

        @Override
        public boolean isHeadParameter(String parameterName) {
            return parameterName.startsWith("fc.");
        }
    }
}
