package org.wsol.maps.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.HeadStyle;
import org.wsol.backbones.VisionTransformer;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.weights.Networks;
import org.wsol.maps.CamVariants;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;

/** Maps of a small transformer, whose class token is not part of the maps between its stages. */
class TransformerMapsTest {
    private static final ImageSize SIZE = new ImageSize(12, 16);
    private static final int CLASSES = 3;

    private static void explained(HeadStyle head, BiConsumer<ExplainedNetwork, EvidenceBatch> check) {
        Backbone backbone = new VisionTransformer(4, 12, 3, 3, 3, 0, SIZE).backbone("small", head, CLASSES);
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 3)) {
            Networks.initialize(backbone, SIZE, store);
            for (String name : store.trainableNames()) {
                // Initial values are small; with larger ones attention varies between positions.
                store.get(name).muli(20);
            }
            Nd4j.getRandom().setSeed(4);
            INDArray images = Nd4j.randn(DataType.DOUBLE, 2, 3, SIZE.height(), SIZE.width());
            try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, SIZE, SameDiffExecutor::new, 4);
                    EvidenceBatch batch = network.evidence(images, new int[] {0, 2}, List.of())) {
                check.accept(network, batch);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PUBLISHED, blocks.1", "LINEAR, blocks.0", "LINEAR, norm"})
    void gradientsOfStagesEqualFiniteDifferences(HeadStyle head, String stage) {
        explained(head, (network, batch) -> {
            Evidence evidence = batch.images().get(1);
            FeatureMaps activations = evidence.activations(stage);
            float[] gradients = evidence.gradients(stage).values();
            double step = 0.01;
            for (int place : new int[] {0, 17, 101, gradients.length - 1}) {
                float[][] scores = evidence.scoresOfActivations(stage, 2, (index, target) -> {
                    System.arraycopy(activations.values(), 0, target, 0, target.length);
                    target[place] += (float) (index == 0 ? step : -step);
                });
                double slope = (scores[0][2] - scores[1][2]) / (2 * step);
                assertThat((double) gradients[place])
                        .as("place %d", place)
                        .isCloseTo(slope, within(1e-2 * (1 + Math.abs(slope))));
            }
        });
    }

    @Test
    void classTokenHeadUsesTheLastMapItReads() {
        explained(HeadStyle.PUBLISHED, (network, batch) -> {
            assertThat(network.lastStage()).isEqualTo("blocks.1");
            Evidence evidence = batch.images().get(1);
            assertThatThrownBy(() -> evidence.gradients("norm"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("norm")
                    .hasMessageContaining("earlier stage");
            for (String name :
                    List.of("gradcam", "layercam", "ablationcam", "rollout", "gradientrollout", "scorecam")) {
                ScoreMap map = CamVariants.create(name).raw(evidence).get(0);
                assertThat(map.size()).as(name).isEqualTo(new ImageSize(3, 4));
                assertThat(map.max()).as(name).isGreaterThan(map.min());
            }
            assertThatThrownBy(evidence::ownMap)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("head: linear")
                    .hasMessageContaining("rollout");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam", "gradcam", "rollout", "eigencam"})
    void patchMeanHeadUsesTheLastMap(String name) {
        explained(HeadStyle.LINEAR, (network, batch) -> {
            assertThat(network.lastStage()).isEqualTo("norm");
            ScoreMap map = CamVariants.create(name).raw(batch.images().get(0)).get(0);
            assertThat(map.max()).isGreaterThan(map.min());
        });
    }
}
