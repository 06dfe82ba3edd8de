package org.wsol.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.FixtureCase;
import org.wsol.eval.interchange.NumPyArray;
import org.wsol.eval.interchange.NumPyFiles;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.eval.metric.ClassPrediction;
import org.wsol.eval.metric.Decision;
import org.wsol.eval.metric.GroundTruth;
import org.wsol.eval.metric.ImageScore;
import org.wsol.eval.statistics.Outcome;

/**
 * Boxes, decisions and kinds of errors compared with TS-CAM's own functions: every reference case of kind {@code
 * tscam_evaluation}.
 */
class TsCamEvaluationParityTest {
    private static final ImageSize SIZE = ImageSize.square(224);

    /** The position of the header length in a NumPy file. */
    private static final int HEADER_LENGTH = 8;

    static List<FixtureCase> cases() {
        return FixtureCase.ofMapKind("tscam_evaluation");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheReference(FixtureCase fixture) {
        Images images = new Images(fixture);
        BoxEvaluation byLabel = images.evaluation(images::label);
        BoxEvaluation byPrediction =
                images.evaluation(image -> images.prediction(image).first());
        Map<Double, List<JsonNode>> byThreshold = StreamSupport.stream(
                        fixture.json().get("expected").spliterator(), false)
                .collect(Collectors.groupingBy(e -> e.get("threshold").asDouble()));
        byThreshold.forEach((threshold, expected) -> {
            Decision decision = byLabel.decisions(new Protocol.TsCam(threshold)).get(0);
            expected.forEach(image -> {
                int index = image.get("image").asInt();
                assertImage(
                        image,
                        byLabel.images().get(index),
                        byPrediction.images().get(index),
                        decision,
                        fixture.json().get("tolerance").asDouble());
            });
        });
    }

    private static void assertImage(
            JsonNode expected, ImageScore image, ImageScore ofPrediction, Decision decision, double tolerance) {
        String what = image.truth().imageId() + " at " + decision.threshold();
        assertThat(decision.boxOf().apply(image)).as(what).isEqualTo(box(expected.get("gt_box"), 0));
        assertThat(decision.boxOf().apply(ofPrediction)).as(what).isEqualTo(box(expected.get("top1_box"), 0));
        assertThat(decision.iou(image))
                .as(what)
                .isCloseTo(expected.get("gt_iou").asDouble(), within(tolerance));
        assertThat(decision.isLocalized(image))
                .as(what)
                .isEqualTo(expected.get("gt_known").asInt() == 1);
        ClassPrediction prediction = image.prediction().orElseThrow();
        List<Integer> classes = new ArrayList<>();
        expected.get("top5_classes").forEach(c -> classes.add(c.asInt()));
        assertThat(prediction.classes()).as(what).isEqualTo(classes);
        int label = image.truth().label();
        assertThat(prediction.isTop1(label)).as(what).isEqualTo(isOne(expected, "cls_top1"));
        assertThat(prediction.isTop5(label)).as(what).isEqualTo(isOne(expected, "cls_top5"));
        assertThat(decision.isTop1Correct(image)).as(what).isEqualTo(isOne(expected, "loc_top1"));
        assertThat(decision.isTop5Correct(image)).as(what).isEqualTo(isOne(expected, "loc_top5"));
        assertThat(Outcome.of(image, decision)).as(what).isEqualTo(outcome(expected));
    }

    private static boolean isOne(JsonNode expected, String key) {
        return expected.get(key).asDouble() == 1;
    }

    private static Outcome outcome(JsonNode expected) {
        Map<String, Outcome> kinds = Map.of(
                "class_wrong", Outcome.WRONG_CLASS,
                "multi_instance", Outcome.MULTI_INSTANCE,
                "part", Outcome.PART,
                "more", Outcome.MORE,
                "wrong", Outcome.WRONG_PLACE);
        return kinds.entrySet().stream()
                .filter(kind -> isOne(expected, kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Outcome.CORRECT);
    }

    private static Box box(JsonNode numbers, int first) {
        return new Box(
                numbers.get(first).asInt(),
                numbers.get(first + 1).asInt(),
                numbers.get(first + 2).asInt(),
                numbers.get(first + 3).asInt());
    }

    /** Maps of every class, class scores and ground truth of all images. */
    private record Images(JsonNode truth, NumPyArray maps, NumPyArray scores, long[] labels) {

        Images(FixtureCase fixture) {
            this(
                    fixture.json().get("ground_truth"),
                    NumPyFiles.read(fixture.folder().resolve("maps.npy")),
                    NumPyFiles.read(fixture.folder().resolve("logits.npy")),
                    integers(fixture.folder().resolve("labels.npy")));
        }

        int label(int image) {
            return Math.toIntExact(labels[image]);
        }

        /** Reads a row of 64-bit integers, which the project's own reader does not support. */
        private static long[] integers(Path file) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
                bytes.position(HEADER_LENGTH + Short.BYTES + bytes.getShort(HEADER_LENGTH));
                long[] values = new long[bytes.remaining() / Long.BYTES];
                bytes.asLongBuffer().get(values);
                return values;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        ClassPrediction prediction(int image) {
            int classes = scores.shape()[1];
            return ClassPrediction.ofScores(
                    Arrays.copyOfRange(scores.toFloats(), image * classes, (image + 1) * classes));
        }

        BoxEvaluation evaluation(IntUnaryOperator mapClass) {
            BoxEvaluationSettings usual = BoxEvaluationSettings.reference();
            BoxEvaluator evaluator = new BoxEvaluator(new BoxEvaluationSettings(
                    SIZE, usual.interval(), List.of(50), usual.mapClass(), usual.componentThreshold()));
            for (int image = 0; image < maps.shape()[0]; image++) {
                evaluator.add(
                        groundTruth(image), map(image, mapClass.applyAsInt(image)), Optional.of(prediction(image)));
            }
            return evaluator.finish();
        }

        private GroundTruth groundTruth(int image) {
            JsonNode numbers = truth.get(image);
            List<Box> boxes = new ArrayList<>();
            for (int first = 0; first < numbers.size(); first += 4) {
                boxes.add(box(numbers, first));
            }
            return new GroundTruth("image%05d".formatted(image), label(image), SIZE, boxes);
        }

        private ScoreArray map(int image, int label) {
            int height = maps.shape()[2];
            int width = maps.shape()[3];
            int area = height * width;
            int first = (image * maps.shape()[1] + label) * area;
            float[] values = Arrays.copyOfRange(maps.toFloats(), first, first + area);
            return new MapPreparation(SIZE, Interpolation.BILINEAR, new Normalizer.MinMax())
                    .apply(ScoreArray.of(height, width, values));
        }
    }
}
