package org.wsol.losses;

import java.util.List;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/** Two convolutions with batch-norm: small enough for finite differences. */
final class TinyBackbone implements Backbone {
    private final int classes;

    TinyBackbone(int classes) {
        this.classes = classes;
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public List<Stage> stages() {
        return List.of(stage("first", 3, 4), stage("second", 4, 5));
    }

    private static Stage stage(String name, int in, int out) {
        return new Stage(
                name,
                (Layers layers, org.nd4j.autodiff.samediff.SDVariable x) -> layers.relu(layers.convolutionBatchNorm(
                        name + ".conv", name + ".norm", x, Convolution.square(in, out, 3), 1e-5)));
    }

    @Override
    public Head head() {
        return Head.linear("fc", 5, classes);
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
