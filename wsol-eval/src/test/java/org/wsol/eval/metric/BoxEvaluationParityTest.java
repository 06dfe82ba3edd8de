package org.wsol.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.core.ImageSize;
import org.wsol.eval.FixtureCase;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.interchange.EvaluationTargets;
import org.wsol.eval.interchange.FileProblems;
import org.wsol.eval.interchange.ReferenceMetadata;
import org.wsol.eval.interchange.ScoreMapFiles;
import org.wsol.eval.metric.LocalizationReport.IouScore;
import org.wsol.eval.metric.LocalizationReport.RuleScores;
import org.wsol.eval.protocol.Protocol;

class BoxEvaluationParityTest {

    static Stream<FixtureCase> cases() {
        return FixtureCase.ofKind("box_evaluation").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void accuraciesAndThresholdsEqualTheReference(FixtureCase fixture) {
        double tolerance = fixture.json().path("tolerance").asDouble();
        for (Map.Entry<String, JsonNode> entry : fixture.json().path("expected").properties()) {
            String[] name = entry.getKey().split("-");
            LocalizationReport report =
                    evaluate(fixture, Double.parseDouble(name[1])).report(new Protocol.Oracle());
            BoxRule rule = name[0].equals("largest") ? BoxRule.LARGEST_CONTOUR : BoxRule.ALL_CONTOURS;
            RuleScores scores = report.rule(rule).orElseThrow();
            JsonNode expected = entry.getValue();
            expected.path("box_acc").properties().forEach(acc -> {
                IouScore score = scores.at(Integer.parseInt(acc.getKey())).orElseThrow();
                assertThat(score.accuracy())
                        .as(entry.getKey() + " " + acc.getKey())
                        .isCloseTo(acc.getValue().asDouble(), within(tolerance));
                assertThat(score.threshold())
                        .isEqualTo(expected.path("best_threshold")
                                .path(acc.getKey())
                                .asDouble());
            });
            assertThat(scores.meanAccuracy())
                    .isCloseTo(expected.path("max_box_acc_v2").asDouble(), within(tolerance));
            assertThat(scores.at(50).orElseThrow().accuracy())
                    .isCloseTo(expected.path("max_box_acc").asDouble(), within(tolerance));
        }
    }

    private static BoxEvaluation evaluate(FixtureCase fixture, double interval) {
        String dataset = fixture.json().path("dataset").asText();
        String split = fixture.json().path("split").asText();
        FileProblems problems = new FileProblems();
        EvaluationTargets targets = ReferenceMetadata.read(
                ReferenceMetadata.folder(fixture.folder().resolve("metadata"), dataset, split),
                dataset,
                split,
                Optional.empty(),
                problems);
        assertThat(problems.messages()).isEmpty();
        int side = fixture.json().path("evaluation_size").asInt();
        BoxEvaluator evaluator = new BoxEvaluator(
                BoxEvaluationSettings.reference().withInterval(interval).withEvaluationSize(ImageSize.square(side)));
        ScoreMapFiles maps = new ScoreMapFiles(fixture.folder().resolve("scoremaps"));
        targets.targets().stream()
                .parallel()
                .forEach(target -> evaluator.add(
                        new GroundTruth(
                                target.imageId(),
                                target.label().orElseThrow(),
                                target.imageSize().orElseThrow(),
                                target.boxes()),
                        ScoreMapFiles.read(maps.find(target.imageId()).orElseThrow()),
                        Optional.empty()));
        return evaluator.finish();
    }
}
