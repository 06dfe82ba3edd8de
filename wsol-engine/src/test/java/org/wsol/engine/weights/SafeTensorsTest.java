package org.wsol.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.weights.WeightFile.TensorInfo;

class SafeTensorsTest {
    @TempDir
    Path folder;

    @Test
    void tensorsSurviveARoundTrip() throws IOException {
        Path path = folder.resolve("network.safetensors");
        INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("plain", matrix);
        arrays.put("transposed view", matrix.transpose());
        arrays.put("double", Nd4j.createFromArray(Math.PI));
        arrays.put("scalar", Nd4j.scalar(7f));
        SafeTensorsWriter.write(path, arrays, Map.of("note", "größer"));
        try (SafeTensors file = SafeTensors.open(path)) {
            assertThat(file.tensors())
                    .containsExactly(
                            new TensorInfo("plain", "F32", List.of(2L, 3L)),
                            new TensorInfo("transposed view", "F32", List.of(3L, 2L)),
                            new TensorInfo("double", "F64", List.of(1L)),
                            new TensorInfo("scalar", "F32", List.of()));
            assertThat(file.read("plain")).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(file.read("transposed view")).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(file.read("double")).containsExactly((float) Math.PI);
            assertThat(file.read("scalar")).containsExactly(7);
            assertThat(file.metadata()).containsExactly(Map.entry("note", "größer"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F16, 0x3c00, 1", "F16, 0xc000, -2", "F16, 0x0001, 5.9604645e-8", "F16, 0x7bff, 65504", "F16, 0x7c00, Infinity",
        "F16, 0xfc00, -Infinity", "F16, 0x7e00, NaN", "F16, 0x8000, -0.0", "BF16, 0x3f80, 1", "BF16, 0xc049, -3.140625",
        "I16, 0xfffe, -2",
    })
    void readsTwoByteElements(String type, String bits, float expected) throws IOException {
        byte[] data = ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(Integer.decode(bits).shortValue())
                .array();
        assertThat(readOne(type, data)).isEqualTo(Float.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({"F64, 2.5, 2.5", "F32, -1.5, -1.5", "I64, -3, -3", "I32, 70000, 70000", "I8, -1, -1", "U8, 255, 255"})
    void readsOtherElementTypes(String type, double value, float expected) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case "F64" -> data.putDouble(value);
            case "F32" -> data.putFloat((float) value);
            case "I64" -> data.putLong((long) value);
            case "I32" -> data.putInt((int) value);
            default -> data.put((byte) value);
        }
        assertThat(readOne(type, java.util.Arrays.copyOf(data.array(), data.position())))
                .isEqualTo(expected);
    }

    private float readOne(String type, byte[] data) throws IOException {
        String header = "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[],\"data_offsets\":[0," + data.length + "]}}";
        try (SafeTensors file = SafeTensors.open(write(header, data))) {
            return file.read("x")[0];
        }
    }

    static Stream<Arguments> damagedHeaders() {
        String pair = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},";
        return Stream.of(
                Arguments.of("{\"a", "not proper JSON"),
                Arguments.of("[]", "not a JSON object"),
                Arguments.of("{} {}", "not proper JSON"),
                Arguments.of("{}", "end at byte 0"),
                Arguments.of("{\"a\":7}", "'a' has element type"),
                Arguments.of(one("F32", "[4]", "[0,16]").replace("F32", "F99"), "'a' has element type 'F99'"),
                Arguments.of(one("F32", "[4]", "[0,20]"), "'a' has data_offsets [0, 20] outside"),
                Arguments.of(one("F32", "[4]", "[8,4]"), "'a' has data_offsets [8, 4]"),
                Arguments.of(one("F32", "[4]", "[0]"), "'a' has data_offsets [0]"),
                Arguments.of(one("F32", "[4]", "[-4,12]"), "'a' has -4 in its data_offsets"),
                Arguments.of(one("F32", "[4]", "[0,1e30]"), "in its data_offsets"),
                Arguments.of(one("F32", "[4]", "[0,99999999999999999999]"), "in its data_offsets"),
                Arguments.of(one("F32", "[-4]", "[0,16]"), "'a' has -4 in its shape"),
                Arguments.of(one("F32", "[2.5]", "[0,16]"), "'a' has 2.5 in its shape"),
                Arguments.of(one("F32", "4", "[0,16]"), "'a' has no list named shape"),
                Arguments.of(one("F32", "[5]", "[0,16]"), "'a' of type F32 and shape [5] needs 20 bytes"),
                Arguments.of(one("F64", "[4]", "[0,16]"), "needs 32 bytes"),
                Arguments.of(one("F32", "[4294967296,4294967296]", "[0,16]"), "'a' has an impossible shape"),
                Arguments.of(
                        "{" + pair + "\"b\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[4,16]}}",
                        "'b' begins at byte 4 of the data, inside of the tensor before it"),
                Arguments.of(
                        "{" + pair + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}",
                        "'b' begins at byte 12 of the data, behind a gap"),
                Arguments.of("{" + pair + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}", "'a'"));
    }

    private static String one(String type, String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    @ParameterizedTest
    @MethodSource("damagedHeaders")
    void reportsDamagedHeaders(String header, String problem) throws IOException {
        Path path = write(header, new byte[16]);
        assertThatThrownBy(() -> SafeTensors.open(path))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "17", "100000001", "-1", "9223372036854775807"})
    void rejectsImpossibleHeaderLengths(long length) throws IOException {
        Path path = folder.resolve("length.safetensors");
        ByteBuffer bytes =
                ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Files.write(path, bytes.array());
        assertThatThrownBy(() -> SafeTensors.open(path))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("announces a header");
    }

    @Test
    void rejectsShortMissingAndUnknownFiles() throws IOException {
        Path stub = Files.write(folder.resolve("stub.safetensors"), new byte[3]);
        assertThatThrownBy(() -> SafeTensors.open(stub)).hasMessageContaining("only 3 bytes");
        assertThatThrownBy(() -> WeightFiles.open(folder.resolve("none.safetensors"), "any"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not exist");
        Path pickle = Files.write(folder.resolve("weights.onnx"), new byte[3]);
        assertThatThrownBy(() -> WeightFiles.open(pickle, "any"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(".safetensors");
    }

    @Test
    void readsAHeaderOfManyTensorsInSeconds() throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 300_000; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"encoder.layers.")
                    .append(i)
                    .append(".weight\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        Path file = write(header.append('}').toString(), new byte[0]);
        // Processor time of this thread only.
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (WeightFile opened = WeightFiles.open(file, "any")) {
            assertThat(opened.tensors()).hasSize(300_000);
        }
        assertThat((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1e9)
                .isLessThan(10);
    }

    private Path write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("made.safetensors"), bytes.array());
    }
}
