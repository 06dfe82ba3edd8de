package org.wsol.losses;

import java.util.List;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/** Two or three convolutions with batch-norm: small enough for finite differences. */
final class TinyBackbone implements Backbone {
    private final int classes;
    private final int stages;

    TinyBackbone(int classes) {
        this(classes, 2);
    }

    /** @param stages how many convolutions there are */
    TinyBackbone(int classes, int stages) {
        this.classes = classes;
        this.stages = stages;
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public List<Stage> stages() {
        return List.of(stage("first", 3, 4), stage("second", 4, 5), stage("third", 5, 5))
                .subList(0, stages);
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
