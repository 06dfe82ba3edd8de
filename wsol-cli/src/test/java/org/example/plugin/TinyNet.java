package org.example.plugin;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Stage;

/** A backbone of two strided convolutions. */
public final class TinyNet implements BackboneProvider<TinyNet.Options> {

    /** The keys under {@code model}. */
    public record Options(
            @Setting(doc = "Channels of the last feature map.", defaultValue = "16", min = 1)
            int channels) {}

    @Override
    public String name() {
        return "tiny_net";
    }

    @Override
    public String summary() {
        return "Two strided 3x3 convolutions with batch-norm.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Backbone create(Options options, ImageSize imageSize, int classes) {
        return new Network(
                List.of(stage("features.0", 3, 8), stage("features.1", 8, options.channels())),
                Head.linear("fc", options.channels(), classes));
    }

    private static Stage stage(String name, int in, int out) {
        Convolution geometry = Convolution.square(in, out, 3).withStride(2);
        return new Stage(
                name,
                (layers, x) ->
                        layers.relu(layers.convolutionBatchNorm(name + ".conv", name + ".norm", x, geometry, 1e-5)));
    }

    private record Network(List<Stage> stages, Head head) implements Backbone {

        @Override
        public String name() {
            return "tiny_net";
        }

        @Override
        public String defaultDropoutPoint() {
            return "features.0";
        }

        @Override
        public boolean isHeadParameter(String parameterName) {
            return parameterName.startsWith("fc.");
        }
    }
}
