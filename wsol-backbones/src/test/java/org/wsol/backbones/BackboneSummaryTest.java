package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;

class BackboneSummaryTest {
    private static final Set<String> HEADS_WITH_A_NECK = Set.of("mobilenet_v3_large", "convnext_tiny");

    /** Published counts of the unchanged networks: the papers' and torchvision's. */
    @ParameterizedTest
    @CsvSource({
        "resnet50, 7, 25557032, 4.09e9",
        "mobilenet_v1, 7, 4231976, 0.569e9",
        "mobilenet_v2, 7, 3504872, 0.301e9",
        "squeezenet1_1, 14, 1235496, 0.349e9",
        "resnet18, 7, 11689512, 1.814e9",
        "resnet34, 7, 21797672, 3.664e9",
        "resnet101, 7, 44549160, 7.801e9",
        "wide_resnet50_2, 7, 68883240, 11.398e9",
        "densenet121, 7, 7978856, 2.834e9",
        "efficientnet_b0, 7, 5288548, 0.386e9",
        "mobilenet_v3_large, 7, 5483032, 0.217e9",
        "regnet_y_400mf, 7, 4344144, 0.402e9",
        "convnext_tiny, 7, 28589128, 4.456e9",
    })
    void countsEqualPublishedCounts(String name, String featureMap, long parameters, double multiplyAdds) {
        BackboneSummary summary =
                BackboneSummary.of(name, Map.of("featureMap", featureMap), ImageSize.square(224), 1000);
        assertThat(summary.parameters()).isEqualTo(parameters);
        assertThat((double) summary.multiplyAdds()).isCloseTo(multiplyAdds, within(0.01 * multiplyAdds));
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16, 7, 7",
        "vgg16, 14, 14",
        "vgg16, 28, 28",
        "resnet50, 7, 7",
        "resnet50, 14, 14",
        "resnet50, 28, 28",
        "inception_v3, 14, 14",
        "inception_v3, 28, 28",
        "mobilenet_v1, 7, 7",
        "mobilenet_v1, 14, 14",
        "mobilenet_v1, 28, 28",
        "mobilenet_v2, 7, 7",
        "mobilenet_v2, 14, 14",
        "mobilenet_v2, 28, 28",
        "squeezenet1_1, 14, 13",
        "squeezenet1_1, 28, 27",
        "resnet18, 7, 7",
        "resnet34, 14, 14",
        "resnet101, 28, 28",
        "wide_resnet50_2, 14, 14",
        "densenet121, 7, 7",
        "densenet121, 14, 14",
        "densenet121, 28, 28",
        "efficientnet_b0, 7, 7",
        "efficientnet_b0, 14, 14",
        "efficientnet_b0, 28, 28",
        "mobilenet_v3_large, 7, 7",
        "mobilenet_v3_large, 14, 14",
        "mobilenet_v3_large, 28, 28",
        "regnet_y_400mf, 7, 7",
        "regnet_y_400mf, 14, 14",
        "regnet_y_400mf, 28, 28",
        "convnext_tiny, 7, 7",
        "convnext_tiny, 14, 14",
        "convnext_tiny, 28, 28",
        "small_cnn, 7, 7",
        "small_cnn, 14, 14",
        "small_cnn, 28, 28",
    })
    void statesFeatureMapSizes(String name, String featureMap, int side) {
        BackboneSummary summary = BackboneSummary.of(name, Map.of("featureMap", featureMap), ImageSize.square(224), 10);
        assertThat(summary.featureMap()).isEqualTo(ImageSize.square(side));
    }

    /** timm's counts, the same for a layer on the class token and on the patches' mean. */
    @ParameterizedTest
    @CsvSource({
        "deit_tiny, 5717416, 1.26e9",
        "deit_small, 22050664, 4.61e9",
        "deit_base, 86567656, 17.58e9",
    })
    void transformerCountsEqualPublishedCounts(String name, long parameters, double multiplyAdds) {
        for (String head : List.of("linear", "published")) {
            BackboneSummary summary = BackboneSummary.of(name, Map.of("head", head), ImageSize.square(224), 1000);
            assertThat(summary.parameters()).isEqualTo(parameters);
            assertThat((double) summary.multiplyAdds()).isCloseTo(multiplyAdds, within(0.01 * multiplyAdds));
            assertThat(summary.featureMap()).isEqualTo(ImageSize.square(14));
        }
    }

    @Test
    void stageParametersAndHeadSumToTheTotal() {
        for (BackboneSummary summary : BackboneSummary.all()) {
            long sum = summary.stages().stream()
                    .mapToLong(BackboneSummary.StageSummary::parameters)
                    .sum();
            long head = (long) summary.classes() * (summary.featureChannels() + 1);
            boolean plain = !HEADS_WITH_A_NECK.contains(summary.name());
            assertThat(sum + head == summary.parameters()).as(summary.name()).isEqualTo(plain);
            assertThat(sum).as(summary.name()).isLessThan(summary.parameters());
            assertThat(summary.stages())
                    .extracting(BackboneSummary.StageSummary::name)
                    .contains(summary.dropoutPoint());
        }
        assertThat(BackboneSummary.all()).hasSizeGreaterThanOrEqualTo(19);
    }

    @Test
    void reportsWrongOptions() {
        ImageSize size = ImageSize.square(224);
        assertThatThrownBy(() -> Backbones.create("vgg61", size, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'vgg16'");
        assertThatThrownBy(() -> Backbones.create("inception_v3", Map.of("featureMap", "7"), size, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("inception_v3")
                .hasMessageContaining("14, 28");
        assertThatThrownBy(() -> Backbones.create("vgg16", Map.of("feature_map", "7"), size, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("featureMap");
        assertThatThrownBy(() -> Backbones.create("mobilenet_v2", Map.of("padding", "tensorflow"), size, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("tensorflow-same");
        assertThatThrownBy(() -> Backbones.create("small_cnn", ImageSize.square(16), 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("16x16");
    }
}
