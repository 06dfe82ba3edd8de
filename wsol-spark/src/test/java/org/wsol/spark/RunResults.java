package org.wsol.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The experiment of the drills, and what its runs are compared by. */
final class RunResults {
    static final String EXPERIMENT = """
            name: drill
            data: {layout: demo, folder: demo, classes: 2, size: 32, train: 24, val: 8, test: 8, imageSize: 32, resizeSize: 36}
            model: {backbone: small_cnn}
            method: {name: bridging-gap}
            train: {epochs: 80, batch: 8, lr: 0.01, checkpoint: {every: 5 epochs}}
            sweep: {grid: {seed: [1, 2]}}
            """;

    private RunResults() {}

    /** Checksums of the parameters and the final metrics of all runs below a folder, by seed. */
    static Map<String, String> of(Path root) throws IOException {
        return of(root, ".");
    }

    /** The same for runs whose state matches the pattern. */
    static Map<String, String> of(Path root, String state) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path card : files.filter(file -> file.endsWith("run.json")).toList()) {
                Path run = card.getParent();
                String status = Files.readString(run.resolve("status.json")).toLowerCase(Locale.ROOT);
                if (!Pattern.compile(state).matcher(status).find()) {
                    continue;
                }
                assertThat(status).contains("done");
                Matcher seed = Pattern.compile("\"seed\"\\s*:\\s*(\\d+)").matcher(Files.readString(card));
                assertThat(seed.find()).isTrue();
                String metrics =
                        Files.readString(run.resolve("metrics.json")).replaceAll("\"minutes\" : [0-9.E-]+", "");
                found.put(seed.group(1), tensors(run.resolve("checkpoints/last.safetensors")) + " " + metrics);
            }
        }
        return found;
    }

    /** A checksum of the tensors' bytes after the header, which also contains times. */
    private static String tensors(Path file) throws IOException {
        ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int begin = Long.BYTES + Math.toIntExact(whole.getLong(0));
        CRC32 sum = new CRC32();
        sum.update(whole.position(begin));
        return (whole.capacity() - begin) + " bytes, " + Long.toHexString(sum.getValue());
    }
}
