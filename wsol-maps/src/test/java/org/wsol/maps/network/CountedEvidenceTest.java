package org.wsol.maps.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.weights.Networks;
import org.wsol.maps.CamVariants;
import org.wsol.maps.SmallNetworks;

class CountedEvidenceTest {
    private static final ImageSize SIZE = new ImageSize(24, 32);

    private static ParameterStore store;
    private static INDArray image;
    private static ExplainedNetwork network;
    private static EvidenceBatch batch;

    @BeforeAll
    static void build() {
        store = new ParameterStore(DataType.FLOAT, 5);
        Backbone backbone = SmallNetworks.convnet(3);
        Networks.initialize(backbone, SIZE, store);
        network = new ExplainedNetwork(backbone, store, SIZE, SameDiffExecutor::new, 4);
        image = Nd4j.zeros(DataType.FLOAT, 1, 3, SIZE.height(), SIZE.width());
        batch = network.evidence(image, new int[] {0}, List.of());
    }

    @AfterAll
    static void close() {
        batch.close();
        network.close();
        image.close();
        store.close();
    }

    /** The last stage has 16 channels. */
    @ParameterizedTest
    @CsvSource({
        "cam, 1",
        "eigencam, 1",
        "gradcam, 2",
        "layercam, 2",
        "guidedbackprop, 1",
        "fullgrad, 1",
        "guidedgradcam, 3",
        "scorecam, 17",
        "ablationcam, 17",
        "smoothgradcam++, 9",
        "iscam, 161",
        "sscam, 561"
    })
    void countsThePassesOfOneMap(String name, int passes) {
        assertThat(CountedEvidence.passes(
                        CamVariants.create(name), batch.images().get(0)))
                .isEqualTo(passes);
    }

    @Test
    void fewerChannelsNeedFewerPasses() {
        assertThat(CountedEvidence.passes(
                        CamVariants.create("scorecam", Map.of("channels", "5")),
                        batch.images().get(0)))
                .isEqualTo(6);
    }

    @Test
    void rejectsMapsThatTheNetworkCannotGive() {
        assertThatThrownBy(() -> CountedEvidence.passes(
                        CamVariants.create("rollout"), batch.images().get(0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has none; choose another map");
    }
}
