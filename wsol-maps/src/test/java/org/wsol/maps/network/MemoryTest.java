package org.wsol.maps.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutors;
import org.wsol.engine.weights.Networks;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariants;
import org.wsol.maps.Evidence;
import org.wsol.maps.SmallNetworks;

/**
 * Maps of whole data sets: 20,000 images in a row need no more memory than the first 4,000. Runs in a process with a Java
 * heap of a fixed size, so that the growth of its resident memory is that of memory outside of the heap.
 */
@Tag("slow")
class MemoryTest {
    private static final int BATCH = 20;
    private static final int IMAGES = 20_000;
    private static final int WARM_UP = 4_000;
    private static final long SLACK_KIB = 24 * 1024;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String GROWTH = "growth in KiB: ";

    @Test
    void memoryStaysConstantOverTwentyThousandImages() throws IOException, InterruptedException {
        assumeTrue(Files.exists(STATUS), "skipped: only Linux tells its resident memory in /proc");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms300m",
                        "-Xmx300m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loop.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        String growth = output.lines()
                .filter(line -> line.startsWith(GROWTH))
                .findFirst()
                .orElseThrow();
        System.getLogger(MemoryTest.class.getName()).log(System.Logger.Level.INFO, growth);
        assertThat(Long.parseLong(growth.substring(GROWTH.length()))).as(GROWTH).isLessThan(SLACK_KIB);
    }

    /** The process that computes the maps. */
    static final class Loop {
        private Loop() {}

        public static void main(String[] arguments) throws IOException {
            ImageSize size = new ImageSize(24, 32);
            List<CamVariant> variants = Stream.of(
                            "gradcam", "layercam", "eigencam", "scorecam", "ablationcam", "fullgrad")
                    .map(CamVariants::create)
                    .toList();
            try (ParameterStore store = new ParameterStore(DataType.FLOAT, 5);
                    PlannedExecutors executors = new PlannedExecutors(1)) {
                Backbone backbone = SmallNetworks.convnet(3);
                Networks.initialize(backbone, size, store);
                try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, size, executors, 16)) {
                    long settled = 0;
                    for (int done = 0; done < IMAGES; done += BATCH) {
                        explain(network, variants, size);
                        if (done == WARM_UP) {
                            settled = residentKib();
                        }
                    }
                    System.out.println(GROWTH + (residentKib() - settled));
                }
            }
        }

        private static void explain(ExplainedNetwork network, List<CamVariant> variants, ImageSize size) {
            try (INDArray images = Nd4j.rand(DataType.FLOAT, BATCH, 3, size.height(), size.width());
                    EvidenceBatch batch = network.evidence(images, new int[BATCH], List.of("stage2", "stage3"))) {
                for (Evidence evidence : batch.images()) {
                    variants.forEach(variant -> variant.raw(evidence));
                }
            }
        }

        /** After a collection, which frees native memory of objects that are no longer reachable. */
        private static long residentKib() throws IOException {
            System.gc();
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
    }
}
