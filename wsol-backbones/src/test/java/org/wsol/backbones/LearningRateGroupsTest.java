package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer.LearningRates;
import org.wsol.engine.weights.Networks;

/** Which parameters learn at the head's rate: for VGG16 and ResNet-50 those of the published code. */
class LearningRateGroupsTest {
    private static final ImageSize SIZE = ImageSize.square(64);
    private static final double BASE = 0.004;
    private static final double RATIO = 5;

    @ParameterizedTest
    @CsvSource({
        "vgg16, conv6.weight conv6.bias fc.weight fc.bias",
        "resnet50, fc.weight fc.bias",
        "mobilenet_v1, fc.weight fc.bias",
        "mobilenet_v2, classifier.1.weight classifier.1.bias",
        "squeezenet1_1, classifier.1.weight classifier.1.bias"
    })
    void onlyHeadParametersGetTheHeadLearningRate(String name, String head) {
        Backbone backbone = Backbones.create(name, SIZE, 10);
        LearningRates rates = LearningRates.groups(backbone, BASE, RATIO);
        Set<String> faster = new TreeSet<>();
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Networks.initialize(backbone, SIZE, store);
            for (String parameter : store.trainableNames()) {
                assertThat(rates.of(parameter)).as(parameter).isIn(BASE, BASE * RATIO);
                if (rates.of(parameter) == BASE * RATIO) {
                    faster.add(parameter);
                }
            }
        }
        assertThat(faster).containsExactlyInAnyOrder(head.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"inception_v3, SPG_"})
    void layersAddedToInceptionBelongToTheHead(String name, String prefix) {
        Backbone backbone = Backbones.create(name, SIZE, 10);
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Networks.initialize(backbone, SIZE, store);
            assertThat(store.trainableNames()).isNotEmpty().allSatisfy(parameter -> assertThat(
                            backbone.isHeadParameter(parameter))
                    .as(parameter)
                    .isEqualTo(parameter.startsWith(prefix)));
        }
    }
}
