package org.wsol.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.wsol.core.DataException;
import org.wsol.core.random.SplitMix64;

/**
 * 2,000 damaged files: each is decoded or rejected with an error that names the file; none crashes or hangs, and
 * truncated files are rejected.
 */
class MutatedFilesTest {
    private static final int FILES = 2000;
    private static final ImageDecoder DECODER = ImageDecoder.asStored().withMaxPixels(4_000_000);

    @Test
    void decodesOrRejectsEveryDamagedFile() {
        int refused = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), MutatedFilesTest::refusedFiles);
        assertThat(refused).as("files that were refused").isBetween(FILES / 3, FILES - 1);
    }

    private static int refusedFiles() throws IOException {
        List<byte[]> originals = originals();
        SplitMix64 random = new SplitMix64(5);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] original = originals.get(i % originals.size());
            byte[] damaged = damage(original, i / originals.size() % 4, random);
            refused += isRefused(damaged, Path.of("damaged-" + i)) ? 1 : 0;
        }
        return refused;
    }

    private static boolean isRefused(byte[] content, Path name) {
        try {
            DECODER.decode(content, name);
            return false;
        } catch (DataException e) {
            assertThat(e).hasMessageContaining(name.toString());
            return true;
        }
    }

    private static byte[] damage(byte[] original, int kind, SplitMix64 random) {
        return switch (kind) {
            case 0 -> flip(original, 1 + random.nextInt(8), random);
            case 1 -> Arrays.copyOf(original, random.nextInt(original.length));
            case 2 -> flip(original, 1 + original.length / 10, random);
            default -> random.nextInt(10) == 0 ? new byte[0] : flipHeader(original, random);
        };
    }

    private static byte[] flip(byte[] original, int count, SplitMix64 random) {
        byte[] damaged = original.clone();
        for (int i = 0; i < count; i++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return damaged;
    }

    private static byte[] flipHeader(byte[] original, SplitMix64 random) {
        byte[] damaged = original.clone();
        damaged[random.nextInt(Math.min(64, damaged.length))] ^= (byte) (1 + random.nextInt(255));
        return damaged;
    }

    @Test
    void rejectsTruncatedFiles() throws IOException {
        for (byte[] original : originals()) {
            for (int cut = 1; cut <= 40; cut++) {
                byte[] shortened = Arrays.copyOf(original, original.length - original.length * cut / 41 - 4);
                assertThat(isRefused(shortened, Path.of("cut")))
                        .as("cut by %d/41", cut)
                        .isTrue();
            }
        }
    }

    private static List<byte[]> originals() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/decoding"))) {
            List<Path> sorted = files.filter(file -> !file.toString().contains("expected"))
                    .sorted()
                    .toList();
            byte[][] contents = new byte[sorted.size()][];
            for (int i = 0; i < contents.length; i++) {
                contents[i] = Files.readAllBytes(sorted.get(i));
            }
            return List.of(contents);
        }
    }
}
