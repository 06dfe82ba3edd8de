package org.wsol.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelSlotsTest {
    private static final int LENGTH = 1000;

    @TempDir
    Path folder;

    private static ByteBuffer hash(int number) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) number);
        return ByteBuffer.wrap(hash);
    }

    private static byte[] block(int number) {
        byte[] block = new byte[LENGTH];
        Arrays.fill(block, (byte) (100 + number));
        return block;
    }

    @Test
    void keepsBlocksAndRewritesDamagedOnes() throws IOException {
        try (PixelSlots slots = PixelSlots.open(folder, LENGTH)) {
            slots.write(hash(1), block(1));
            slots.write(hash(2), block(2));
        }
        byte[] pixels = Files.readAllBytes(folder.resolve("pixels.bin"));
        pixels[LENGTH + 7] = 0;
        Files.write(folder.resolve("pixels.bin"), pixels);
        try (PixelSlots slots = PixelSlots.open(folder, LENGTH)) {
            assertThat(slots.read(hash(1)).orElseThrow()).isEqualTo(block(1));
            assertThat(slots.read(hash(2))).isEmpty();
            assertThat(slots.read(hash(3))).isEmpty();
            slots.write(hash(2), block(2));
            assertThat(slots.read(hash(2)).orElseThrow()).isEqualTo(block(2));
        }
        assertThat(Files.size(folder.resolve("pixels.bin"))).isEqualTo(2 * LENGTH);
    }

    /** A file extended without its pixels, as on a full disk, must not give black images. */
    @Test
    void missingPixelsAreNotReadAsAnImage() throws IOException {
        try (PixelSlots slots = PixelSlots.open(folder, LENGTH)) {
            slots.write(hash(1), block(1));
        }
        Files.write(folder.resolve("pixels.bin"), new byte[LENGTH]);
        try (PixelSlots slots = PixelSlots.open(folder, LENGTH)) {
            assertThat(slots.read(hash(1))).isEmpty();
        }
        Files.write(folder.resolve("pixels.bin"), new byte[0]);
        try (PixelSlots slots = PixelSlots.open(folder, LENGTH)) {
            assertThat(slots.read(hash(1))).isEmpty();
        }
    }

    @Test
    void reportsAFullDiskAndLeavesNoEntry() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        Files.createSymbolicLink(folder.resolve("pixels.bin"), full);
        try (PixelSlots slots = PixelSlots.open(folder, LENGTH)) {
            assertThatThrownBy(() -> slots.write(hash(1), block(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            assertThat(slots.read(hash(1))).isEmpty();
        }
        assertThat(Files.size(folder.resolve("index.bin"))).isZero();
    }

    @Test
    void severalLoadersShareAFolder() throws IOException {
        try (PixelSlots first = PixelSlots.open(folder, LENGTH);
                PixelSlots second = PixelSlots.open(folder, LENGTH)) {
            IntStream.range(0, 40).parallel().forEach(i -> {
                try {
                    (i % 2 == 0 ? first : second).write(hash(i), block(i));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        try (PixelSlots all = PixelSlots.open(folder, LENGTH)) {
            for (int i = 0; i < 40; i++) {
                assertThat(all.read(hash(i)).orElseThrow()).isEqualTo(block(i));
            }
        }
    }
}
