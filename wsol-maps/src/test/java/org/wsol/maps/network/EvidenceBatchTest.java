package org.wsol.maps.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.weights.Networks;
import org.wsol.maps.CamVariants;
import org.wsol.maps.Evidence;
import org.wsol.maps.SmallNetworks;

class EvidenceBatchTest {
    private static final ImageSize SIZE = new ImageSize(24, 32);
    private static final int[] LABELS = {1, 0, 2};

    private final List<String> runs = new ArrayList<>();
    private final GraphExecutorFactory counting = program -> {
        GraphExecutor executor = new SameDiffExecutor(program);
        String inputs = program.gradients().isEmpty() ? "forward" : "gradient";
        return new GraphExecutor() {
            @Override
            public GraphResult run(Map<String, INDArray> placeholders) {
                runs.add(placeholders.containsKey(LocalizationGraph.IMAGES) ? "images " + inputs : "tail " + inputs);
                return executor.run(placeholders);
            }

            @Override
            public void close() {
                executor.close();
            }
        };
    };

    @Test
    void mapsOfManyMethodsNeedOnePassThroughTheTrunk() {
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 5);
                INDArray images = Nd4j.rand(DataType.FLOAT, LABELS.length, 3, SIZE.height(), SIZE.width())) {
            Backbone backbone = SmallNetworks.convnet(3);
            Networks.initialize(backbone, SIZE, store);
            try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, SIZE, counting, 16);
                    MapExtractor extractor = new MapExtractor(backbone, store, SIZE, SameDiffExecutor::new);
                    EvidenceBatch batch = network.evidence(images, LABELS, List.of("stage2", "stage3"))) {
                List<ImageMaps> own = batch.own();
                List<ImageMaps> expected = extractor.extract(images, LABELS);
                for (int i = 0; i < LABELS.length; i++) {
                    assertThat(own.get(i).logits())
                            .containsExactly(expected.get(i).logits(), within(1e-5f));
                    assertThat(own.get(i).cam()).containsExactly(expected.get(i).cam(), within(1e-5f));
                    assertThat(own.get(i).norm().orElseThrow())
                            .containsExactly(expected.get(i).norm().orElseThrow(), within(1e-5f));
                }
                for (String name : List.of("cam", "gradcam", "layercam", "xgradcam", "eigencam", "fem", "bagcams")) {
                    for (Evidence image : batch.images(List.of())) {
                        assertThat(CamVariants.create(name).raw(image)).hasSize(1);
                    }
                }
                for (Evidence image : batch.images(List.of("stage2", "stage3"))) {
                    assertThat(CamVariants.create("layercam").raw(image)).hasSize(2);
                }
                assertThat(runs).containsExactly("images forward", "tail gradient", "tail gradient");
            }
        }
    }

    @Test
    void countsTheTimeOfSharedGradientsForEveryUser() {
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 5);
                INDArray images = Nd4j.rand(DataType.FLOAT, LABELS.length, 3, SIZE.height(), SIZE.width())) {
            Backbone backbone = SmallNetworks.convnet(3);
            Networks.initialize(backbone, SIZE, store);
            try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, SIZE, counting, 16);
                    EvidenceBatch batch = network.evidence(images, LABELS, List.of())) {
                batch.own();
                assertThat(charge(batch, "gradcam")).as("made its own").isZero();
                long first = charge(batch, "layercam");
                assertThat(first).isPositive();
                assertThat(charge(batch, "xgradcam")).as("the same again").isEqualTo(first);
                assertThat(charge(batch, "eigencam")).as("needs none").isZero();
            }
        }
    }

    private static long charge(EvidenceBatch batch, String name) {
        batch.startAccount();
        batch.images().forEach(image -> CamVariants.create(name).raw(image));
        return batch.sharedNanos();
    }
}
