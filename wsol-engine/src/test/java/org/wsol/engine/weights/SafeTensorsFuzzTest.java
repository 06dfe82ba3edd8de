package org.wsol.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.weights.WeightFile.TensorInfo;

/** Damaged files are either rejected with a message or read within their bounds. */
class SafeTensorsFuzzTest {
    private static final int ROUNDS = 2000;

    @TempDir
    Path folder;

    @Test
    void rejectsTruncatedFiles() throws IOException {
        byte[] whole = file();
        for (int length = 0; length < whole.length; length++) {
            assertThat(isRead(Arrays.copyOf(whole, length)))
                    .as("cut at %d of %d bytes", length, whole.length)
                    .isFalse();
        }
        assertThat(isRead(Arrays.copyOf(whole, whole.length + 1)))
                .as("a byte more")
                .isFalse();
    }

    @Test
    void changedBytesNeverCauseReadsOutOfBounds() throws IOException {
        byte[] whole = file();
        int headerEnd = 8 + (whole[0] & 0xff) + 256 * (whole[1] & 0xff);
        SplitMix64 random = new SplitMix64(7);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= round % 4; i++) {
                damaged[(int) (random.nextDouble() * headerEnd)] = (byte) (random.nextDouble() * 256);
            }
            refused += isRead(damaged) ? 0 : 1;
        }
        assertThat(refused).as("most damage is found").isGreaterThan(ROUNDS / 2);
    }

    @Test
    void swappedHeaderSectionsNeverCauseReadsOutOfBounds() throws IOException {
        String[] digits = {"-1", "0", "7", "24", "4294967296", "9223372036854775807", "1e9", "[]", "null", "\"a\""};
        byte[] whole = file();
        String text = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1);
        int refused = 0;
        int made = 0;
        for (int at = 8; at < text.lastIndexOf('}'); at++) {
            for (String digit : digits) {
                if (Character.isDigit(text.charAt(at))) {
                    made++;
                    refused += isRead(withHeader(whole, text, at, digit)) ? 0 : 1;
                }
            }
        }
        assertThat(made).isGreaterThan(100);
        assertThat(refused).as("of %d", made).isGreaterThan(made / 2);
    }

    private static byte[] withHeader(byte[] whole, String text, int at, String digit) {
        int headerEnd = 8 + (whole[0] & 0xff) + 256 * (whole[1] & 0xff);
        byte[] header = (text.substring(8, at) + digit + text.substring(at + 1, headerEnd))
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] result = Arrays.copyOf(whole, 8 + header.length + whole.length - headerEnd);
        result[0] = (byte) header.length;
        result[1] = (byte) (header.length >> 8);
        System.arraycopy(header, 0, result, 8, header.length);
        System.arraycopy(whole, headerEnd, result, 8 + header.length, whole.length - headerEnd);
        return result;
    }

    private byte[] file() throws IOException {
        Path path = folder.resolve("whole.safetensors");
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("a", Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}));
        arrays.put("b", Nd4j.createFromArray(7f, 8f));
        arrays.put("c", Nd4j.createFromArray(9.0));
        SafeTensorsWriter.write(path, arrays, Map.of("note", "text"));
        return Files.readAllBytes(path);
    }

    /** Whether the bytes are read; any error other than the user-facing one fails the test. */
    private boolean isRead(byte[] bytes) throws IOException {
        Path path = Files.write(folder.resolve("damaged.safetensors"), bytes);
        try (SafeTensors file = SafeTensors.open(path)) {
            for (TensorInfo tensor : file.tensors()) {
                long count = tensor.shape().stream().reduce(1L, Math::multiplyExact);
                assertThat(file.read(tensor.name())).hasSize((int) count);
            }
            file.verify();
            return true;
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageContaining(path.toString());
            return false;
        }
    }
}
