package org.wsol.maps.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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

/** Maps of whole data sets: 20,000 images in a row need no more memory than the first thousand. */
@Tag("slow")
class MemoryTest {
    private static final int BATCH = 20;
    private static final int IMAGES = 20_000;
    private static final int WARM_UP = 4_000;
    private static final long SLACK_KIB = 96 * 1024;

    @Test
    void memoryStaysConstantOverTwentyThousandImages() throws IOException {
        ImageSize size = new ImageSize(24, 32);
        List<CamVariant> variants = Stream.of("gradcam", "layercam", "eigencam", "scorecam", "ablationcam", "fullgrad")
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
                long grown = residentKib() - settled;
                System.getLogger(MemoryTest.class.getName())
                        .log(
                                System.Logger.Level.INFO,
                                "{0} KiB, of which {1} after the first {2} images",
                                settled + grown,
                                grown,
                                WARM_UP);
                assertThat(grown).as("growth in KiB").isLessThan(SLACK_KIB);
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

    private static long residentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "skipped: only Linux tells its resident memory there");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }
}
