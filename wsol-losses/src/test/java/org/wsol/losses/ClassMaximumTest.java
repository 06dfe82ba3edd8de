package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.plan.PlannedExecutor;

/** The maximum over classes without the volume of all classes. */
class ClassMaximumTest {
    private static final int CLASSES = 1000;
    private static final int CHANNELS = 4;
    private static final long VOLUME = 32L * CLASSES * 28 * 28 * Float.BYTES;
    private static final long BLOCK = 32L * ClassMaximum.CLASSES_AT_A_TIME * 28 * 28 * Float.BYTES;

    @Test
    void workingMemoryIsThatOfAFewClasses() {
        try (PlannedExecutor executor = executor()) {
            executor.run(Map.of("features", Nd4j.rand(DataType.FLOAT, 32, CHANNELS, 28, 28)));
            long bytes = executor.arenaBytes();
            assertThat(bytes)
                    .as("bytes of working memory, of a volume of %d", VOLUME)
                    .isLessThan(3 * BLOCK);
            assertThat(3 * BLOCK).isLessThan(VOLUME / 5);
        }
    }

    @Test
    void blocksGiveTheMaximumOverAllClasses() {
        INDArray features = Nd4j.rand(DataType.FLOAT, 2, CHANNELS, 5, 6).subi(0.5);
        try (PlannedExecutor executor = executor()) {
            INDArray actual = executor.run(Map.of("features", features)).output("largest");
            INDArray places = features.permute(0, 2, 3, 1).dup('c').reshape(60, CHANNELS);
            INDArray expected = places.mmul(vectors().transpose()).max(1);
            for (int i = 0; i < 60; i++) {
                assertThat(actual.getDouble(i)).isCloseTo(expected.getDouble(i), within(1e-5));
            }
        }
    }

    private static PlannedExecutor executor() {
        SameDiff graph = SameDiff.create();
        SDVariable features = graph.placeHolder("features", DataType.FLOAT, -1, CHANNELS, -1, -1);
        ClassMaximum.of(features, graph.constant(vectors()), CLASSES, CHANNELS).rename("largest");
        return new PlannedExecutor(new GraphProgram(graph, List.of("largest"), List.of()));
    }

    private static INDArray vectors() {
        Nd4j.getRandom().setSeed(3);
        return Nd4j.rand(DataType.FLOAT, CLASSES, CHANNELS).subi(0.5);
    }
}
