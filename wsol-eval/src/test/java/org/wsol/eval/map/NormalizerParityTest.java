package org.wsol.eval.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every normaliser on the reference's maps; where the reference divides by zero, ours gives zeros. */
class NormalizerParityTest {
    private static final List<String> NAMES =
            List.of("minmax", "max", "pas", "ivr-0.0", "ivr-0.3", "ivr-0.45", "ivr-0.6", "ivr-0.9");

    @TestFactory
    Stream<DynamicTest> normalisedMapsEqualTheReference() throws IOException {
        Path root = Path.of(System.getProperty("wsol.fixtures-peers", "../../shared/fixtures-peers"))
                .resolve("maps/normalisers");
        assumeTrue(Files.isDirectory(root), "the reference cases are not there: " + root.toAbsolutePath());
        try (Stream<Path> cases = Files.list(root)) {
            return cases.sorted().toList().stream().flatMap(folder -> NAMES.stream()
                    .map(name ->
                            DynamicTest.dynamicTest(folder.getFileName() + " " + name, () -> check(folder, name))));
        }
    }

    private static void check(Path folder, String name) throws IOException {
        Npy cam = Npy.read(folder.resolve("cam.npy"));
        Npy expected = Npy.read(folder.resolve(name + ".npy"));
        ScoreArray map = ScoreArray.of(cam.height(), cam.width(), cam.values());
        double[] actual = values(normalizer(name).apply(map));
        boolean divides = Stream.of(expected).allMatch(Npy::isFinite);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("%s[%d]", name, i).isCloseTo(divides ? expected.values()[i] : 0, within(1e-9));
        }
    }

    private static double[] values(ScoreArray map) {
        double[] values = new double[Math.toIntExact(map.size().area())];
        for (int i = 0; i < values.length; i++) {
            values[i] = map.at(i);
        }
        return values;
    }

    /** A share of 0 subtracts the minimum; users cannot select it. */
    private static Normalizer normalizer(String name) {
        if (name.equals("ivr-0.0") || name.equals("minmax")) {
            return new Normalizer.MinMax();
        }
        return Normalizer.parse(name.replace('-', ':'));
    }

    private record Npy(int height, int width, double[] values) {
        boolean isFinite() {
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    return false;
                }
            }
            return true;
        }

        static Npy read(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            int length =
                    ByteBuffer.wrap(bytes, 8, 2).order(ByteOrder.LITTLE_ENDIAN).getShort();
            String header = new String(bytes, 10, length, StandardCharsets.US_ASCII);
            String[] shape =
                    header.replaceAll(".*'shape': \\(([^)]*)\\).*", "$1").trim().split(",\\s*");
            boolean wide = header.contains("f8");
            int height = Integer.parseInt(shape[0]);
            int width = Integer.parseInt(shape[1]);
            ByteBuffer data = ByteBuffer.wrap(bytes, 10 + length, bytes.length - 10 - length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            double[] values = new double[height * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = wide ? data.getDouble() : data.getFloat();
            }
            return new Npy(height, width, values);
        }
    }
}
