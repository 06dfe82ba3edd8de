package org.wsol.data.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.Shared;
import org.wsol.data.split.SplitRules;

/** Ten classes of CUB-200-2011 as downloaded, against the reference metadata. */
class CubProviderTest {

    private static Dataset open(SplitRules rules) {
        Path root = Shared.data("cub10").resolve("CUB_200_2011");
        return new CubProvider().open(CubOptions.of(root).withSplit(rules), Progress.NONE);
    }

    @Test
    void hasThePublishedSplits() {
        Dataset birds = open(SplitRules.none());
        assertThat(birds.classNames()).hasSize(10).contains("001.Black_footed_Albatross");
        assertThat(birds.split(SplitName.TRAIN).orElseThrow().size()).isEqualTo(300);
        assertThat(birds.split(SplitName.TEST).orElseThrow().size()).isEqualTo(243);
        assertThat(birds.split(SplitName.VAL)).isEmpty();
    }

    @Test
    void labelsSizesAndBoxesEqualTheReferenceMetadata() {
        Path lists = Shared.data("wsolevaluation-metadata").resolve("CUB");
        Dataset birds = open(SplitRules.none());
        for (SplitName part : new SplitName[] {SplitName.TRAIN, SplitName.TEST}) {
            DataSplit expected = ReferenceSplitReader.read(part, lists.resolve(part.id()), lists, lists, Map.of())
                    .build();
            Map<String, Integer> position = new HashMap<>();
            for (int i = 0; i < expected.size(); i++) {
                position.put(expected.imageId(i), i);
            }
            DataSplit actual = birds.split(part).orElseThrow();
            for (int i = 0; i < actual.size(); i++) {
                int same = position.get(actual.imageId(i));
                assertThat(actual.label(i)).isEqualTo(expected.label(same));
                assertThat(actual.boxes(i)).as(actual.imageId(i)).isEqualTo(expected.boxes(same));
                assertThat(actual.imageSize(i)).isEqualTo(expected.imageSize(same));
            }
        }
    }

    @Test
    void takesAValidationSplitWithBoxesFromTheTrainingImages() {
        Dataset birds = open(SplitRules.none().withValFraction(0.2));
        DataSplit val = birds.split(SplitName.VAL).orElseThrow();
        assertThat(val.size()).isEqualTo(60);
        assertThat(val.boxes(0)).hasSize(1);
        assertThat(birds.split(SplitName.TRAIN).orElseThrow().size()).isEqualTo(240);
        assertThat(birds.split(SplitName.TEST).orElseThrow().size()).isEqualTo(243);
    }
}
