package org.wsol.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.core.component.TrainingSpan;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.RateGroup;
import org.wsol.engine.train.RateGroup.RateGrouping;
import org.wsol.engine.weights.Networks;
import org.wsol.losses.ActivationSuppression;
import org.wsol.losses.AdversarialErasing;
import org.wsol.losses.AttentionDropout;
import org.wsol.losses.ClassActivationMapping;
import org.wsol.losses.DomainAdaptation;
import org.wsol.losses.SelfProducedGuidance;
import org.wsol.losses.ThresholdedPooling;

/** The learning-rate multiples of parameters, by the reference's names. */
class PeerGroupsParityTest {
    private static final ImageSize SIZE = ImageSize.square(64);
    private static final double RATIO = 10;

    @TestFactory
    Stream<DynamicTest> learningRateGroupsEqualTheReferenceEvaluation() {
        return PeerCase.ofKind("optimizer_groups").stream().flatMap(found -> fields(
                        found.json().get("groups"))
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> check(name.split("/"), found.json().get("groups").get(name)))));
    }

    private static Stream<String> fields(JsonNode node) {
        Iterable<String> names = node::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }

    private static void check(String[] parts, JsonNode expected) {
        boolean large = parts[2].equals("large");
        Map<String, String> options = new HashMap<>(Map.of("featureMap", large ? "28" : "14"));
        if (parts[0].equals("vgg16") && List.of("acol", "spg").contains(parts[1])) {
            options.put("pools", parts[1]);
        }
        Backbone backbone = Backbones.create(parts[0], options, SIZE, 10);
        Method method = method(parts[1]);
        Set<String> fast = new TreeSet<>();
        Set<String> base = new TreeSet<>();
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Networks.initialize(backbone, method, SIZE, store);
            for (String name : store.trainableNames()) {
                RateGroup group = method.rateGroup(backbone, name, RateGrouping.REFERENCE, RATIO);
                String reference = ReferenceNames.of(parts[1], parts[0], large, name);
                (group.factor(name) == RATIO ? fast : base).add(reference);
            }
        }
        assertThat(fast).isEqualTo(names(expected.get("fast")));
        assertThat(base).isEqualTo(names(expected.get("base")));
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Method method(String name) {
        SelfProducedGuidance.Thresholds any = new SelfProducedGuidance.Thresholds(0.5, 0.1);
        return switch (name) {
            case "acol" -> new AdversarialErasing(new AdversarialErasing.Options(0.7, 1024, Optional.empty()));
            case "adl" -> new AttentionDropout(new AttentionDropout.Options(0.75, 0.9, Optional.empty()));
            case "spg" ->
                new SelfProducedGuidance(new SelfProducedGuidance.Options(
                        any, any, any, 1, Optional.empty(), Optional.empty(), Optional.empty()));
            default -> new ClassActivationMapping();
        };
    }

    /** Networks of other code have other names; their groups are compared by kind of parameter and count. */
    @TestFactory
    Stream<DynamicTest> learningRateGroupsEqualOtherImplementations() {
        return PeerCase.ofKind("optimizer_groups_other").stream()
                .flatMap(found -> Stream.of(
                        DynamicTest.dynamicTest("bas on vgg16", () -> checkBas(found, "bas-cub/vgg", "vgg16")),
                        DynamicTest.dynamicTest("bas on resnet50", () -> checkBas(found, "bas-cub/resnet", "resnet50")),
                        DynamicTest.dynamicTest("da-wsol on resnet50", () -> checkAdaptation(found)),
                        DynamicTest.dynamicTest("tap on vgg16", () -> checkTap(found))));
    }

    private static void checkBas(PeerCase found, String group, String backboneName) {
        Method method = new ActivationSuppression(
                new ActivationSuppression.Options(1, 0.5, Optional.empty(), 1024, Optional.empty()));
        Backbone backbone = Backbones.create(backboneName, Map.of("featureMap", "14"), SIZE, 10);
        Map<Double, Integer> counts = counts(method, backbone, RateGrouping.NEW_LAYERS, RATIO);
        JsonNode expected = found.json().get("groups").get(group);
        for (double factor : new double[] {1, 2, 10, 20}) {
            assertThat(counts.getOrDefault(factor, 0))
                    .as("factor %s", factor)
                    .isEqualTo(expected.get(Double.toString(factor)).size());
        }
    }

    private static void checkAdaptation(PeerCase found) {
        Method method = new DomainAdaptation(new DomainAdaptation.Options(0.3, 2, TrainingSpan.ZERO, 32));
        Backbone backbone = Backbones.create("resnet50", Map.of("featureMap", "28"), SIZE, 10);
        JsonNode expected = found.json().get("groups").get("dawsol/resnet50");
        Map<Double, Integer> counts = counts(method, backbone, RateGrouping.NEW_LAYERS, RATIO);
        assertThat(counts)
                .containsEntry(1.0, expected.get("1.0").size())
                .containsEntry(10.0, expected.get("10.0").size());
    }

    private static void checkTap(PeerCase found) {
        Method method = new ThresholdedPooling(new ThresholdedPooling.Options(0.1, true, 0.1));
        Backbone backbone = Backbones.create("vgg16", Map.of("featureMap", "14"), SIZE, 10);
        JsonNode expected = found.json().get("groups").get("tap/vgg16 (gradient factor, one rate)");
        int slow = 0;
        int full = 0;
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Networks.initialize(backbone, method, SIZE, store);
            for (String name : store.trainableNames()) {
                RateGroup group = method.rateGroup(backbone, name, RateGrouping.NEW_LAYERS, 1);
                assertThat(group.factor(name)).isEqualTo(1);
                slow += group.gradients() == 0.1 ? 1 : 0;
                full += group.gradients() == 1 ? 1 : 0;
            }
        }
        assertThat(slow).isEqualTo(expected.get("0.1").size());
        assertThat(full).isEqualTo(expected.get("1.0").size());
    }

    private static Map<Double, Integer> counts(Method method, Backbone backbone, RateGrouping grouping, double ratio) {
        Map<Double, Integer> counts = new HashMap<>();
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Networks.initialize(backbone, method, SIZE, store);
            for (String name : store.trainableNames()) {
                counts.merge(method.rateGroup(backbone, name, grouping, ratio).factor(name), 1, Integer::sum);
            }
        }
        return counts;
    }
}
