package org.wsol.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsol.core.ImageSize;
import org.wsol.eval.FixtureCase;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.interchange.EvaluationTargets;
import org.wsol.eval.interchange.FileProblems;
import org.wsol.eval.interchange.MaskReader;
import org.wsol.eval.interchange.ReferenceMetadata;
import org.wsol.eval.interchange.ScoreMapFiles;

class MaskEvaluationParityTest {

    static Stream<FixtureCase> cases() {
        return FixtureCase.ofKind("mask_evaluation").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pixelAveragePrecisionEqualsTheReference(FixtureCase fixture) {
        String dataset = fixture.json().path("dataset").asText();
        String split = fixture.json().path("split").asText();
        FileProblems problems = new FileProblems();
        EvaluationTargets targets = ReferenceMetadata.read(
                ReferenceMetadata.folder(fixture.folder().resolve("metadata"), dataset, split),
                dataset,
                split,
                Optional.of(fixture.folder().resolve("masks")),
                problems);
        assertThat(problems.messages()).isEmpty();
        double interval = fixture.json().path("threshold_interval").asDouble();
        PixelAveragePrecision precision = new PixelAveragePrecision(new ThresholdGrid(interval));
        ScoreMapFiles maps = new ScoreMapFiles(fixture.folder().resolve("scoremaps"));
        ImageSize size = ImageSize.square(fixture.json().path("evaluation_size").asInt(224));
        targets.targets().stream()
                .parallel()
                .forEach(target -> precision.add(
                        target.imageId(),
                        ScoreMapFiles.read(maps.find(target.imageId()).orElseThrow()),
                        MaskReader.read(target.masks().orElseThrow(), size)));
        assertThat(precision.value())
                .isCloseTo(
                        fixture.json().path("expected").path("pxap").asDouble(),
                        within(fixture.json().path("tolerance").asDouble()));
    }
}
