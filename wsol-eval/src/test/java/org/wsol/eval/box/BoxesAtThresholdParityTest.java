package org.wsol.eval.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.core.Box;
import org.wsol.eval.FixtureCase;
import org.wsol.eval.interchange.ScoreMapFiles;
import org.wsol.eval.map.QuantizedMap;

class BoxesAtThresholdParityTest {

    static Stream<FixtureCase> cases() {
        return FixtureCase.ofKind("boxes_at_threshold").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void boxesEqualTheReference(FixtureCase fixture) {
        ScoreMapFiles maps = new ScoreMapFiles(
                fixture.folder().resolve(fixture.json().path("scoremaps").asText()));
        for (JsonNode expected : fixture.json().path("expected")) {
            String image = expected.path("image").asText();
            double threshold = expected.path("threshold").asDouble();
            QuantizedMap map =
                    ScoreMapFiles.read(maps.find(image).orElseThrow()).quantize();
            List<Box> all = new ArrayList<>();
            expected.path("all").forEach(box -> all.add(box(box)));
            assertThat(ContourBoxes.at(map, threshold, BoxRule.ALL_CONTOURS))
                    .as(image + " at " + threshold)
                    .containsExactlyInAnyOrderElementsOf(all);
            assertThat(ContourBoxes.at(map, threshold, BoxRule.LARGEST_CONTOUR))
                    .as(image + " at " + threshold)
                    .containsExactly(box(expected.path("largest")));
        }
    }

    private static Box box(JsonNode corners) {
        return new Box(
                corners.get(0).asInt(),
                corners.get(1).asInt(),
                corners.get(2).asInt(),
                corners.get(3).asInt());
    }
}
