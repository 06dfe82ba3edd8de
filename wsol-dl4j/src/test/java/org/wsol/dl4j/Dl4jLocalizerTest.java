package org.wsol.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.PredictedMapExtractor;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.weights.Networks;
import org.wsol.pipeline.Prediction;

class Dl4jLocalizerTest {
    private static final ImageSize SIZE = ImageSize.square(SmallNetworks.SIDE);
    private static final Preprocessing PREPROCESSING = Preprocessing.of(SmallNetworks.SIDE, SmallNetworks.SIDE);
    private static final List<String> NAMES = List.of("a", "b", "c");

    private static RgbImage image() {
        byte[] pixels = new byte[3 * SmallNetworks.SIDE * SmallNetworks.SIDE];
        new Random(3).nextBytes(pixels);
        return new RgbImage(SIZE, pixels);
    }

    private static INDArray tensor(RgbImage image) {
        float[] planes = new float[3 * SmallNetworks.SIDE * SmallNetworks.SIDE];
        PREPROCESSING.transformation().normalization().toPlanes(image, false, planes);
        return Nd4j.create(planes, new long[] {1, 3, SmallNetworks.SIDE, SmallNetworks.SIDE}, 'c');
    }

    /** The maps equal those of the network used as a backbone. */
    private static void sameAsBackbone(Prediction prediction, Backbone backbone) {
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, SIZE, store);
            try (PredictedMapExtractor extractor =
                    new PredictedMapExtractor(backbone, store, SIZE, SameDiffExecutor::new)) {
                ImageMaps maps = extractor.extract(tensor(image())).get(0);
                assertThat(prediction.label()).isEqualTo(maps.predictedClass());
                assertThat(prediction.probability()).isCloseTo(maps.probability(prediction.label()), offset(1e-5));
                float[] cam = prediction.maps().orElseThrow().cam().toArray();
                assertThat(cam).hasSize(maps.cam().length);
                for (int i = 0; i < cam.length; i++) {
                    assertThat(cam[i]).isCloseTo(maps.cam()[i], offset(1e-4f));
                }
            }
        }
    }

    @Test
    void graphsAndMultiLayerNetworksGiveTheMapsOfTheirBackbones() {
        ComputationGraph graph = SmallNetworks.residual();
        sameAsBackbone(Dl4jLocalizer.of(graph, NAMES, PREPROCESSING).localize(image()), Dl4jBackbone.of(graph));
        MultiLayerNetwork row = SmallNetworks.inARow();
        sameAsBackbone(Dl4jLocalizer.of(row, NAMES, PREPROCESSING).localize(image()), Dl4jBackbone.of(row));
    }

    @Test
    void convertsImagesForBgrNetworks() {
        ComputationGraph graph = SmallNetworks.residual();
        var order = Dl4jBackbone.ChannelOrder.BGR;
        sameAsBackbone(
                Dl4jLocalizer.of(graph, NAMES, PREPROCESSING)
                        .withChannelOrder(order)
                        .localize(image()),
                Dl4jBackbone.of(graph, Dl4jBackbone.Choices.none().withChannelOrder(order)));
    }

    @Test
    void rejectsNetworksWithoutClassActivationMap() {
        assertThatThrownBy(() -> Dl4jLocalizer.of(SmallNetworks.dense(), NAMES, PREPROCESSING))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not linear");
        assertThatThrownBy(() -> Dl4jLocalizer.of(SmallNetworks.residual(), List.of("a"), PREPROCESSING))
                .hasMessageContaining("3 classes")
                .hasMessageContaining("1 class name");
    }
}
