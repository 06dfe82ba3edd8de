package org.wsol.maps;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/** The two small networks of the reference maps. */
public record SmallNetworks(String name, List<Stage> stages, Head head) implements Backbone {
    private static final double EPSILON = 1e-5;

    /** Three convolutions with batch-norm and ReLU; the layers before a ReLU are a separate stage. */
    public static Backbone convnet(int classes) {
        List<Stage> stages = new ArrayList<>();
        int[] channels = {3, 8, 12, 16};
        for (int i = 1; i <= 3; i++) {
            Convolution geometry =
                    Convolution.square(channels[i - 1], channels[i], 3).withStride(i < 3 ? 2 : 1);
            String stage = "stage" + i;
            stages.add(new Stage(
                    stage + ".bn",
                    (layers, x) -> layers.convolutionBatchNorm(stage + ".conv", stage + ".bn", x, geometry, EPSILON)));
            stages.add(new Stage(stage, Layers::relu));
        }
        return new SmallNetworks("convnet", List.copyOf(stages), Head.linear("fc", 16, classes));
    }

    /** A convolution and three basic blocks. */
    public static Backbone tinyResNet(int classes) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(
                "stem",
                (layers, x) -> layers.relu(layers.convolutionBatchNorm(
                        "conv1", "bn1", x, Convolution.square(3, 8, 3).withStride(2), EPSILON))));
        int[] channels = {8, 8, 16, 24};
        for (int i = 1; i <= 3; i++) {
            int in = channels[i - 1];
            int out = channels[i];
            int stride = i == 1 ? 1 : 2;
            String block = "layer" + i + ".0";
            stages.add(new Stage("layer" + i, (layers, x) -> block(layers, block, x, in, out, stride)));
        }
        return new SmallNetworks("tinyresnet", List.copyOf(stages), Head.linear("fc", 24, classes));
    }

    private static SDVariable block(Layers layers, String name, SDVariable x, int in, int out, int stride) {
        SDVariable y = layers.relu(layers.convolutionBatchNorm(
                name + ".conv1",
                name + ".bn1",
                x,
                Convolution.square(in, out, 3).withStride(stride),
                EPSILON));
        y = layers.convolutionBatchNorm(name + ".conv2", name + ".bn2", y, Convolution.square(out, out, 3), EPSILON);
        SDVariable shortcut = in == out
                ? x
                : layers.convolutionBatchNorm(
                        name + ".downsample.0",
                        name + ".downsample.1",
                        x,
                        Convolution.square(in, out, 1).withStride(stride),
                        EPSILON);
        return layers.relu(layers.add(y, shortcut));
    }

    @Override
    public String defaultDropoutPoint() {
        return stages.get(0).name();
    }

    @Override
    public boolean isHeadParameter(String parameterName) {
        return parameterName.startsWith("fc.");
    }
}
