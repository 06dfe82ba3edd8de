package org.wsol.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutors;
import org.wsol.engine.weights.Networks;
import org.wsol.eval.map.ScoreArray;
import org.wsol.maps.chain.Fusion;
import org.wsol.maps.chain.MapChain.PytorchGradCamChain;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.maps.network.ExplainedNetwork;

class CamVariantsTest {
    private static final ImageSize SIZE = new ImageSize(24, 32);

    @Test
    void layersOfAMapThatHasNoneAreRejected() {
        for (String name : List.of("cam", "fullgrad", "guidedbackprop", "rollout", "gradientrollout")) {
            assertThatThrownBy(() -> MapSpec.parse(name + ":layers=features.13"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("layers does not apply to " + name);
        }
        assertThat(MapSpec.of("cam").withStages(List.of("features.13"))).isEqualTo(MapSpec.of("cam"));
        assertThat(MapSpec.of("layercam").withStages(List.of("a")).stages()).containsExactly("a");
    }

    @Test
    void anUnknownOptionIsAnErrorThatListsAllOptions() {
        assertThatThrownBy(() -> MapSpec.parse("layercam:layer=features.13"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("map 'layercam:layer=features.13': layercam has no option 'layer' (did you mean 'layers'?);"
                        + " it has eigen, layers, augment");
    }

    @Test
    void offersEveryMethod() {
        assertThat(CamVariants.all().names())
                .contains(
                        "cam",
                        "rollout",
                        "gradientrollout",
                        "gradcam",
                        "gradcam++",
                        "xgradcam",
                        "hirescam",
                        "layercam",
                        "elementwise",
                        "eigencam",
                        "eigengradcam",
                        "segeigencam",
                        "kpcacam",
                        "fem",
                        "scorecam",
                        "sscam",
                        "iscam",
                        "smoothgradcam++",
                        "ablationcam",
                        "finercam",
                        "fullgrad",
                        "bagcams",
                        "guidedbackprop",
                        "guidedgradcam",
                        "randomcam");
    }

    /** A constant image through a network whose parameters are all zero: everything is constant. */
    @Test
    void everyMethodGivesFiniteMapsOfAConstantImage() {
        withNetwork(0, 0, network -> {
            for (String name : ofConvolutions()) {
                assertMap(network, MapSpec.of(name), 0);
            }
        });
    }

    @Test
    void everyMethodGivesAMapOfARandomNetwork() {
        withNetwork(1, 1, network -> {
            for (String name : ofConvolutions()) {
                MapSpec spec = List.of("sscam", "iscam", "smoothgradcam++").contains(name)
                        ? MapSpec.parse(name + ":samples=2")
                        : MapSpec.of(name);
                assertMap(network, spec, 1);
            }
        });
    }

    /** A head with tiny weights gives gradients of 1e-7; one with negative weights gives only negative gradients. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, -1})
    void everyMethodGivesFiniteMapsForTinyAndNegativeGradients(double head) {
        withNetwork(1, head, network -> {
            for (String name : ofConvolutions()) {
                boolean slow = List.of("sscam", "iscam").contains(name);
                assertMap(network, slow ? MapSpec.parse(name + ":samples=2") : MapSpec.of(name), 1);
            }
        });
    }

    /** All methods except those that need attention. */
    private static List<String> ofConvolutions() {
        return CamVariants.all().names().stream()
                .filter(name -> !name.endsWith("rollout"))
                .toList();
    }

    /** A method that ignored a choice of stages would show the same map under another name. */
    @Test
    void exactlyTheMethodsWithStagesGiveAnotherMapForOtherStages() {
        withNetwork(1, 1, network -> {
            try (INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, SIZE.height(), SIZE.width())) {
                for (String name : ofConvolutions()) {
                    boolean slow = List.of("sscam", "iscam").contains(name);
                    MapSpec spec = slow ? MapSpec.parse(name + ":samples=2") : MapSpec.of(name);
                    boolean differs =
                            !raw(network, image, spec, List.of()).equals(raw(network, image, spec, List.of("stage1")));
                    assertThat(differs)
                            .as(name)
                            .isEqualTo(CamVariants.all().get(name).usesStages());
                }
            }
        });
    }

    private static List<ScoreMap> raw(ExplainedNetwork network, INDArray image, MapSpec spec, List<String> stages) {
        try (EvidenceBatch batch = network.evidence(image, new int[] {1}, stages)) {
            return CamVariants.create(spec).raw(batch.images().get(0));
        }
    }

    private static void assertMap(ExplainedNetwork network, MapSpec spec, float strength) {
        try (INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, SIZE.height(), SIZE.width())
                        .muli(strength);
                EvidenceBatch batch = network.evidence(image, new int[] {1}, List.of())) {
            Evidence evidence = batch.images().get(0);
            List<ScoreMap> raw = CamVariants.create(spec).raw(evidence);
            ScoreArray map = new PytorchGradCamChain(Fusion.MEAN).apply(raw, SIZE);
            for (int i = 0; i < SIZE.area(); i++) {
                assertThat(map.at(i)).as("%s at %s", spec, i).isBetween(0.0, 1.0);
            }
        }
    }

    private static void withNetwork(double trunk, double head, java.util.function.Consumer<ExplainedNetwork> work) {
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 5);
                PlannedExecutors executors = new PlannedExecutors(1)) {
            Backbone backbone = SmallNetworks.convnet(3);
            Networks.initialize(backbone, SIZE, store);
            if (head < 0) { // weights of one sign first
                INDArray weight = store.get("fc.weight");
                weight.assign(Transforms.abs(weight));
            }
            for (String name : store.trainableNames()) {
                store.get(name).muli(backbone.isHeadParameter(name) ? head : trunk);
            }
            try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, SIZE, executors, 8)) {
                work.accept(network);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradcam",
                "scorecam:channels=64",
                "layercam:layers=features.9+features.12",
                "gradcam:augment=true",
                "ablationcam:replacement=mean:divisor=score"
            })
    void specificationsSurviveARoundTrip(String text) {
        assertThat(MapSpec.parse(text)).hasToString(text);
    }

    @Test
    void reportsInvalidSpecifications() {
        assertThatThrownBy(() -> MapSpec.parse("layercan"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'layercam'");
        assertThatThrownBy(() -> MapSpec.parse("scorecam:chanels=3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("channels");
        assertThatThrownBy(() -> MapSpec.parse("scorecam:channels"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("name:option=value");
        assertThatThrownBy(() -> MapSpec.parse("layercam:layers="))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("layers is empty");
        withNetwork(1, 1, network -> assertThatThrownBy(() -> network.evidence(
                        Nd4j.zeros(DataType.FLOAT, 1, 3, SIZE.height(), SIZE.width()),
                        new int[] {0},
                        List.of("stage9")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its stages are stage1.bn, stage1"));
    }
}
