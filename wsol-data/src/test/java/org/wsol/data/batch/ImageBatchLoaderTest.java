package org.wsol.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wsol.core.DataException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.data.demo.DemoOptions;
import org.wsol.data.demo.DemoProvider;
import org.wsol.data.split.SplitBuilder;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader.BatchStream;

class ImageBatchLoaderTest {
    @TempDir
    static Path folder;

    private static DataSplit train;
    private static final Preprocessing SMALL = Preprocessing.of(40, 32);

    @BeforeAll
    static void paint() {
        train = new DemoProvider()
                .open(DemoOptions.in(folder).withCounts(26, 6, 6), Progress.NONE)
                .split(SplitName.TRAIN)
                .orElseThrow();
    }

    /** A copy of the content of one pass: the order of images and all values. */
    private record Pass(List<Integer> indices, List<Integer> sizes, List<float[]> values) {
        boolean sameAs(Pass other) {
            return indices.equals(other.indices) && Arrays.deepEquals(values.toArray(), other.values.toArray());
        }
    }

    private static Pass read(ImageBatchLoader loader, int epoch, int firstBatch) {
        Pass pass = new Pass(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (BatchStream stream = loader.epoch(epoch, firstBatch)) {
            for (Optional<Batch> batch = stream.next(); batch.isPresent(); batch = stream.next()) {
                Arrays.stream(batch.get().indices()).forEach(pass.indices::add);
                pass.sizes.add(batch.get().size());
                assertThat(batch.get().images().shape())
                        .containsExactly(batch.get().size(), 3, 32, 32);
                pass.values.add(batch.get().images().dup('c').data().asFloat());
            }
        }
        return pass;
    }

    @Test
    void passContainsEveryImageOnceAndASmallerLastBatch() {
        try (ImageBatchLoader loader = ImageBatchLoader.training(train, SMALL, 8, 3)) {
            Pass pass = read(loader, 0, 0);
            assertThat(pass.sizes).containsExactly(8, 8, 8, 2);
            assertThat(loader.batchesPerEpoch()).isEqualTo(4);
            assertThat(pass.indices).doesNotHaveDuplicates().hasSize(26);
            assertThat(pass.indices).isNotEqualTo(pass.indices.stream().sorted().toList());
        }
    }

    @Test
    void numberOfThreadsDoesNotChangeAnyBit() {
        try (ImageBatchLoader one = ImageBatchLoader.training(
                        train, SMALL.with(SMALL.reading().withWorkers(1)), 8, 3);
                ImageBatchLoader four = ImageBatchLoader.training(
                        train, SMALL.with(SMALL.reading().withWorkers(4)), 8, 3)) {
            assertThat(read(one, 2, 0).sameAs(read(four, 2, 0))).isTrue();
        }
    }

    @Test
    void epochsAndSeedsGiveDifferentOrders() {
        try (ImageBatchLoader loader = ImageBatchLoader.training(train, SMALL, 8, 3);
                ImageBatchLoader other = ImageBatchLoader.training(train, SMALL, 8, 4)) {
            Pass first = read(loader, 0, 0);
            assertThat(read(loader, 1, 0).indices).isNotEqualTo(first.indices);
            assertThat(read(other, 0, 0).indices).isNotEqualTo(first.indices);
            assertThat(read(loader, 0, 0).sameAs(first)).isTrue();
        }
    }

    @Test
    void skippingBatchesResumesAnInterruptedPass() {
        try (ImageBatchLoader loader = ImageBatchLoader.training(train, SMALL, 8, 3)) {
            Pass whole = read(loader, 5, 0);
            Pass rest = read(loader, 5, 2);
            assertThat(rest.indices).isEqualTo(whole.indices.subList(16, 26));
            assertThat(rest.values.get(0)).isEqualTo(whole.values.get(2));
        }
    }

    @Test
    void evaluationKeepsTheOrderAndTheLabels() {
        try (ImageBatchLoader loader = ImageBatchLoader.evaluation(train, SMALL, 10);
                BatchStream stream = loader.epoch(0, 0)) {
            Batch batch = stream.next().orElseThrow();
            assertThat(batch.indices()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(batch.labels()).containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3);
            assertThat(stream.waitNanos()).isPositive();
        }
    }

    @Test
    void loaderIsReusableAfterClosingAStreamEarly() {
        try (ImageBatchLoader loader = ImageBatchLoader.training(train, SMALL, 4, 3)) {
            for (int i = 0; i < 20; i++) {
                try (BatchStream stream = loader.epoch(0, 0)) {
                    stream.next();
                }
            }
            assertThat(read(loader, 0, 0).indices).hasSize(26);
        }
    }

    @Test
    void cacheDoesNotChangeTheBatches(@TempDir Path cache) {
        Pass plain;
        try (ImageBatchLoader loader = ImageBatchLoader.training(train, SMALL, 8, 3)) {
            plain = read(loader, 1, 0);
        }
        for (int i = 0; i < 2; i++) {
            try (ImageBatchLoader cached =
                    ImageBatchLoader.training(train, SMALL.with(SMALL.reading().withCache(cache)), 8, 3)) {
                assertThat(read(cached, 0, 0).indices).hasSize(26);
                assertThat(read(cached, 1, 0).sameAs(plain)).isTrue();
            }
        }
    }

    @Test
    void unreadableImageStopsThePassAndIsReported() throws IOException {
        DataSplit damaged = damaged();
        try (ImageBatchLoader loader = ImageBatchLoader.evaluation(damaged, SMALL, 8)) {
            assertThatThrownBy(() -> read(loader, 0, 0))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("broken.png");
        }
    }

    @Test
    void skipsAndListsUnreadableImagesOnRequest() throws IOException {
        DataSplit damaged = damaged();
        Logger logger = (Logger) LoggerFactory.getLogger(ImageBatchLoader.class);
        logger.setLevel(Level.INFO);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (ImageBatchLoader loader =
                ImageBatchLoader.training(damaged, SMALL.with(SMALL.reading().withOnError(OnError.SKIP)), 3, 3)) {
            Pass pass = read(loader, 0, 0);
            read(loader, 1, 0);
            assertThat(pass.indices).containsExactlyInAnyOrder(0, 2, 3);
            assertThat(loader.skipped()).extracting(SkippedImage::index).containsExactly(1, 4);
            assertThat(loader.skipped().get(0).reason()).contains("broken.png");
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(3);
        assertThat(log.list.get(0).getFormattedMessage()).containsPattern("(broken|missing).png is skipped: ");
        assertThat(log.list.get(2).getLevel()).isEqualTo(Level.WARN);
        assertThat(log.list.get(2).getFormattedMessage()).contains("train: 2 of 5 images");
    }

    private static DataSplit damaged() throws IOException {
        Path images = Files.createDirectories(folder.resolve("damaged"));
        SplitBuilder builder = new SplitBuilder(SplitName.TRAIN, images);
        for (String name : List.of("a.png", "broken.png", "c.png", "d.png", "missing.png")) {
            builder.add(name, 0);
            Files.copy(train.imagePath(0), images.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(images.resolve("broken.png"), new byte[] {1, 2, 3});
        Files.delete(images.resolve("missing.png"));
        return builder.build();
    }

    @Test
    void aClosedLoaderSaysSo() {
        ImageBatchLoader loader = ImageBatchLoader.evaluation(train, SMALL, 4);
        loader.close();
        assertThatThrownBy(() -> read(loader, 0, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this loader was closed");
    }
}
