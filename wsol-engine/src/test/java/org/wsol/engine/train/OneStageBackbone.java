package org.wsol.engine.train;

import java.util.List;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Stage;

/** One convolution with batch-norm, sufficient for tests of the training loop. */
public record OneStageBackbone(int classes) implements Backbone {
    /** Channels of its features. */
    public static final int CHANNELS = 4;

    @Override
    public String name() {
        return "one_stage";
    }

    @Override
    public List<Stage> stages() {
        return List.of(new Stage(
                "only",
                (layers, x) -> layers.relu(layers.convolutionBatchNorm(
                        "only.conv", "only.norm", x, Convolution.square(3, CHANNELS, 3), 1e-5))));
    }

    @Override
    public Head head() {
        return Head.linear("fc", CHANNELS, classes);
    }

    @Override
    public String defaultDropoutPoint() {
        return "only";
    }

    @Override
    public boolean isHeadParameter(String parameterName) {
        return parameterName.startsWith("fc.");
    }
}
