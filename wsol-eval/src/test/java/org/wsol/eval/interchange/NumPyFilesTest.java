package org.wsol.eval.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.eval.map.ScoreArray;

class NumPyFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void bothPrecisionsSurviveARoundTrip() {
        ScoreArray floats = ScoreArray.of(2, 3, new float[] {0, 0.1f, 0.2f, 0.3f, 0.4f, 1});
        ScoreArray doubles = ScoreArray.of(3, 1, new double[] {0.1, 1 / 3.0, Double.MIN_VALUE});
        NumPyFiles.write(folder.resolve("a/f.npy"), floats);
        NumPyFiles.write(folder.resolve("d.npy"), doubles);
        assertThat(NumPyFiles.read(folder.resolve("a/f.npy")).toFloats()).containsExactly(0, 0.1f, 0.2f, 0.3f, 0.4f, 1);
        NumPyArray read = NumPyFiles.read(folder.resolve("d.npy"));
        assertThat(read.isDoublePrecision()).isTrue();
        assertThat(read.shape()).containsExactly(3, 1);
        assertThat(read.toDoubles()).containsExactly(0.1, 1 / 3.0, Double.MIN_VALUE);
    }

    @Test
    void readsFortranOrderAndBigEndian() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(6 * 8).order(ByteOrder.BIG_ENDIAN);
        for (double value : new double[] {1, 4, 2, 5, 3, 6}) {
            data.putDouble(value);
        }
        Path file = write("{'descr': '>f8', 'fortran_order': True, 'shape': (2, 3), }", data.array());
        assertThat(NumPyFiles.read(file).toDoubles()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void convertsHalfPrecisionExactly() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3c00, 0x3800, 0x2e66, 0x0001, 0x8000, 0x7e00}) {
            data.putShort((short) bits);
        }
        Path file = write("{'descr': '<f2', 'fortran_order': False, 'shape': (6,), }", data.array());
        assertThat(NumPyFiles.read(file).toFloats())
                .containsExactly(1, 0.5f, 0.0999755859375f, 0x1p-24f, -0f, Float.NaN);
    }

    @Test
    void reportsInvalidFilesByName() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        assertFault(write(header, new byte[15]), "is truncated: its header promises 16 bytes of data, it has 15");
        assertFault(write(header, new byte[17]), "1 bytes more");
        assertFault(write(header.replace("<f4", "|O"), new byte[16]), "descr");
        assertFault(write(header.replace("<f4", "<i8"), new byte[32]), "'<i8'");
        assertFault(write(header.replace("(2, 2)", "(2, x)"), new byte[16]), "shape");
        assertFault(Files.write(folder.resolve("x.npy"), new byte[] {1, 2, 3}), "is not a .npy file");
        assertFault(folder.resolve("missing.npy"), "cannot be read");
    }

    @Test
    void readsOrRejectsMutatedFiles() throws IOException {
        NumPyFiles.write(folder.resolve("good.npy"), ScoreArray.of(4, 4, new float[16]));
        byte[] good = Files.readAllBytes(folder.resolve("good.npy"));
        SplitMix64 random = new SplitMix64(3);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(3) == 0 ? random.nextInt(good.length) : good.length);
            for (int n = random.nextInt(4); n >= 0 && bad.length > 0; n--) {
                bad[random.nextInt(Math.min(bad.length, 80))] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("bad.npy"), bad);
            try {
                NumPyFiles.read(file);
            } catch (InvalidInputException e) {
                refused++;
                assertThat(e).hasMessageContaining("bad.npy");
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private void assertFault(Path file, String message) {
        assertThatThrownBy(() -> NumPyFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    private Path write(String dictionary, byte[] data) throws IOException {
        byte[] text = (dictionary + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) text.length).put(text).put(data);
        return Files.write(folder.resolve("case.npy"), bytes.array());
    }
}
