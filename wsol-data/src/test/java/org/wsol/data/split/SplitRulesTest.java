package org.wsol.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wsol.core.Box;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;

class SplitRulesTest {

    /** Class 0 has 20 images, class 1 has 10, class 2 has 3. */
    private static Dataset dataset() {
        SplitBuilder builder = new SplitBuilder(SplitName.TRAIN, Path.of("images"));
        int[] sizes = {20, 10, 3};
        for (int label = 0; label < sizes.length; label++) {
            for (int i = 0; i < sizes[label]; i++) {
                builder.addBox(builder.add(label + "/" + i + ".png", label), new Box(1, 2, 3, 4));
            }
        }
        return ListedDataset.of("sample", List.of("a", "b", "c"), List.of(builder.build()));
    }

    @Test
    void rejectsSharesThatLeaveHardlyAnyTrainingImages() {
        for (double share : new double[] {2, 25, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> SplitRules.none().withTestFraction(share))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("testFraction must be between 0 and 0.9");
        }
        assertThatThrownBy(() -> SplitRules.none().withSamplesPerClass(-1)).isInstanceOf(InvalidInputException.class);
    }

    private static Set<String> ids(Dataset dataset, SplitName name) {
        Set<String> ids = new HashSet<>();
        DataSplit split = dataset.split(name).orElseThrow();
        for (int i = 0; i < split.size(); i++) {
            ids.add(split.imageId(i));
        }
        return ids;
    }

    @Test
    void takesFractionsOfEveryClassWithoutOverlap() {
        Dataset cut =
                SplitRules.none().withTestFraction(0.2).withValFraction(0.25).apply(dataset());
        assertThat(cut.split(SplitName.TEST).orElseThrow().size()).isEqualTo(4 + 2 + 1);
        assertThat(cut.split(SplitName.VAL).orElseThrow().size()).isEqualTo(4 + 2 + 1);
        Set<String> all = ids(cut, SplitName.TRAIN);
        assertThat(all).hasSize(33 - 14);
        assertThat(all.addAll(ids(cut, SplitName.VAL))).isTrue();
        assertThat(all.addAll(ids(cut, SplitName.TEST))).isTrue();
        assertThat(all).hasSize(33);
        assertThat(cut.split(SplitName.VAL).orElseThrow().boxes(0)).hasSize(1);
        assertThat(cut.split(SplitName.VAL).orElseThrow().name()).isEqualTo(SplitName.VAL);
    }

    @Test
    void splitDependsOnlyOnTheSeed() {
        SplitRules rules = SplitRules.none().withValFraction(0.3);
        assertThat(ids(rules.apply(dataset()), SplitName.VAL)).isEqualTo(ids(rules.apply(dataset()), SplitName.VAL));
        SplitRules other = new SplitRules(0, 0.3, 0, 0, Optional.empty(), 1);
        assertThat(ids(other.apply(dataset()), SplitName.VAL)).isNotEqualTo(ids(rules.apply(dataset()), SplitName.VAL));
    }

    @Test
    void usesAllSamplesOfASmallClass() {
        Logger logger = (Logger) LoggerFactory.getLogger(ClassSampler.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        Dataset thinned = SplitRules.none().withSamplesPerClass(5).apply(dataset());
        logger.detachAppender(log);
        assertThat(thinned.split(SplitName.TRAIN).orElseThrow().size()).isEqualTo(5 + 5 + 3);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "train: 1 of the classes have fewer than the 5 requested images and are used completely: c"
                                + " (3)");
    }

    @Test
    void keepsOnlyTheImagesOfAProxyList(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("proxy.txt"), "0/3.png\n2/1.png");
        assertThat(ids(SplitRules.none().withProxy(list).apply(dataset()), SplitName.TRAIN))
                .containsExactlyInAnyOrder("0/3.png", "2/1.png");
        Path wrong = Files.writeString(folder.resolve("wrong.txt"), "0/3.png\n9/9.png\n");
        assertThatThrownBy(() -> SplitRules.none().withProxy(wrong).apply(dataset()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("wrong.txt");
    }

    @Test
    void keepsAGivenTestSplit() {
        Dataset withTest = SplitRules.none().withTestFraction(0.2).apply(dataset());
        assertThatThrownBy(() -> SplitRules.none().withTestFraction(0.2).apply(withTest))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("testFraction");
    }

    @Test
    void fingerprintDependsOnTheAnnotations() {
        assertThat(dataset().fingerprint()).isEqualTo(dataset().fingerprint()).hasSize(64);
        assertThat(SplitRules.none().withSamplesPerClass(5).apply(dataset()).fingerprint())
                .isNotEqualTo(dataset().fingerprint());
    }
}
