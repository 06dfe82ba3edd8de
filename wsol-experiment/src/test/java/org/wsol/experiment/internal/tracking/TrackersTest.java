package org.wsol.experiment.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.StorageException;
import org.wsol.experiment.internal.tracking.Tracker.MetricEvent;

class TrackersTest {
    @TempDir
    Path folder;

    private static MetricEvent event(String kind, long step, double value) {
        return new MetricEvent(kind, step, step / 10.0, Map.of("loss", value));
    }

    @Test
    void resumeRemovesLinesAfterTheCheckpoint() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        try (MetricLines lines = new MetricLines(file, 0)) {
            lines.metrics(event(MetricEvent.TRAIN, 1, 0.5));
            lines.metrics(event(MetricEvent.TRAIN, 2, 0.25));
        }
        String whole = Files.readString(file);
        Files.writeString(file, whole + "{\"kind\":\"train\",\"st"); // as if killed while writing
        try (MetricLines lines = new MetricLines(file, 1)) {
            lines.metrics(event(MetricEvent.TRAIN, 2, 0.25));
        }
        assertThat(file).hasContent(whole);
        assertThat(MetricLines.read(file)).extracting(MetricEvent::step).containsExactly(1L, 2L);
    }

    @Test
    void nanValuesSurviveARoundTrip() {
        Path file = folder.resolve("metrics.jsonl");
        try (MetricLines lines = new MetricLines(file, 0)) {
            lines.metrics(event(MetricEvent.TRAIN, 1, Double.NaN));
        }
        assertThat(MetricLines.read(file).get(0).values().get("loss")).isNaN();
    }

    @Test
    void tableHasARowPerEpochAndAllColumns() {
        Path file = folder.resolve("epochs.csv");
        EpochTable table = new EpochTable(file, List.of(event(MetricEvent.EPOCH, 10, 0.5)));
        table.metrics(event(MetricEvent.TRAIN, 11, 0.4));
        table.metrics(event(MetricEvent.EPOCH, 20, 0.25));
        table.metrics(new MetricEvent(MetricEvent.VALIDATION, 20, 2, Map.of("maxBoxAccV2", 60.5)));
        assertThat(file).hasContent("step,epoch,train.loss,validation.maxBoxAccV2\n10,1.0,0.5,\n20,2.0,0.25,60.5\n");
    }

    @Test
    void eventFilesContainRecordsWithCorrectChecksums() throws IOException {
        try (TensorBoardEvents events = new TensorBoardEvents(folder)) {
            events.metrics(event(MetricEvent.TRAIN, 300, 0.5));
            events.image("maps/bird", 300, new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
        }
        List<byte[]> records = records();
        assertThat(records).hasSize(3);
        assertThat(text(records.get(0))).contains("brain.Event:2");
        assertThat(text(records.get(1))).contains("train/loss");
        assertThat(text(records.get(2))).contains("maps/bird").contains("PNG");
        ByteBuffer scalar = ByteBuffer.wrap(records.get(1)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(scalar.getFloat(records.get(1).length - 4)).isEqualTo(0.5f);
        // field 2, the step, as a variable-length number: 300 is 0xac 0x02
        assertThat(records.get(1)[9]).isEqualTo((byte) 0x10);
        assertThat(new byte[] {records.get(1)[10], records.get(1)[11]}).containsExactly(0xac, 0x02);
    }

    @Test
    void closesAllTrackersEvenIfOneFails() {
        List<String> closed = new ArrayList<>();
        Trackers trackers = new Trackers(List.of(
                closing(() -> closed.add("a")),
                closing(() -> {
                    throw new StorageException("no room");
                }),
                closing(() -> closed.add("b"))));
        assertThatThrownBy(trackers::close).isInstanceOf(StorageException.class).hasMessage("no room");
        assertThat(closed).containsExactly("a", "b");
    }

    private static Tracker closing(Runnable end) {
        return new Tracker() {
            @Override
            public void metrics(MetricEvent event) {}

            @Override
            public void image(String name, long step, BufferedImage image) {}

            @Override
            public void close() {
                end.run();
            }
        };
    }

    @Test
    void checksumIsMaskedCrc32c() {
        // CRC-32C of "123456789" is e3069283 (RFC 3720); rotated right by 15, plus a282ead8
        int crc = 0xe3069283;
        assertThat(TensorBoardEvents.maskedCrc("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Integer.rotateRight(crc, 15) + 0xa282ead8);
    }

    private List<byte[]> records() throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(TensorBoardEvents.maskedCrc(length));
            byte[] content = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(content);
            assertThat(bytes.getInt()).isEqualTo(TensorBoardEvents.maskedCrc(content));
            records.add(content);
        }
        return records;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
