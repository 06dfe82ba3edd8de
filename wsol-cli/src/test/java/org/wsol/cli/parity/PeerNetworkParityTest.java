package org.wsol.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.Method;
import org.wsol.engine.weights.Networks;

/** Whole networks of the reference evaluation's methods in inference: parameters, scores, the label's map. */
class PeerNetworkParityTest {

    @TestFactory
    Stream<DynamicTest> scoresAndMapsEqualTheReference() {
        return PeerCase.ofKind("method_backbone").stream()
                .map(found -> DynamicTest.dynamicTest(found.name(), () -> check(found)));
    }

    private static void check(PeerCase found) {
        Backbone backbone = found.backbone();
        Method method = found.method(List.of());
        Batch batch = found.batch();
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Networks.initialize(backbone, method, found.size(), store);
            assertThat(names(found, store)).isEqualTo(stored(found));
            NamedParameters.fill(store, found.seed(), found::reference);
            try (MapExtractor extractor =
                    new MapExtractor(method, backbone, store, found.size(), PlannedExecutor::new)) {
                compare(found, store, batch, extractor.extract(batch.images(), batch.labels()));
            }
        }
    }

    private static void compare(PeerCase found, ParameterStore store, Batch batch, List<ImageMaps> maps) {
        INDArray logits = found.array("logits");
        INDArray cam = found.array("cam");
        double logitScale = logits.amaxNumber().doubleValue();
        double camScale = cam.amaxNumber().doubleValue();
        for (int i = 0; i < maps.size(); i++) {
            try (INDArray ours = Nd4j.createFromArray(maps.get(i).logits());
                    INDArray map = Nd4j.createFromArray(maps.get(i).cam())) {
                assertThat(ours.sub(logits.getRow(i).reshape(ours.length()))
                                        .amaxNumber()
                                        .doubleValue()
                                / logitScale)
                        .as("logits of image %d", i)
                        .isLessThanOrEqualTo(found.tolerance());
                INDArray expected = cam.slice(i).dup('c').reshape(map.length());
                INDArray comparable = comparable(found, store, batch.labels()[i], map);
                assertThat(comparable.sub(expected).amaxNumber().doubleValue() / camScale)
                        .as("map of image %d", i)
                        .isLessThanOrEqualTo(2 * found.tolerance());
            }
        }
    }

    /** Our map is w f; the reference's is its mean over channels, or includes the bias. */
    private static INDArray comparable(PeerCase found, ParameterStore store, int label, INDArray map) {
        if (found.methodName().equals("acol")) {
            return map;
        }
        for (String bias : List.of("spg.classifier.bias", "SPG_A4.bias")) {
            if (store.find(bias).isPresent()) {
                return map.add(store.get(bias).getFloat(label));
            }
        }
        return map.div(store.get("fc.weight").size(1));
    }

    private static Map<String, List<Long>> names(PeerCase found, ParameterStore store) {
        Map<String, List<Long>> names = new TreeMap<>();
        for (String name : store.names()) {
            List<Long> shape = new java.util.ArrayList<>();
            for (long extent : store.get(name).shape()) {
                shape.add(extent);
            }
            names.put(found.reference(name), shape);
        }
        return names;
    }

    private static Map<String, List<Long>> stored(PeerCase found) {
        Map<String, List<Long>> names = new TreeMap<>();
        found.json().get("parameters").properties().forEach(entry -> {
            List<Long> shape = new java.util.ArrayList<>();
            entry.getValue().forEach(extent -> shape.add(extent.asLong()));
            names.put(entry.getKey(), shape);
        });
        return names;
    }
}
