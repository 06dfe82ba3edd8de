package org.wsol.experiment.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.cam.PredictedMapExtractor;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.weights.Networks;

/** One pass of the network computes the maps of the predicted class, and |w|. */
class PredictedMapsTest {
    private static final ImageSize SIZE = ImageSize.square(32);
    private static final int IMAGES = 3;

    @BeforeAll
    static void start() {
        NativeBackend.start();
    }

    @Test
    void onePassGivesTheSameMapsAsTwoPasses() {
        Backbone backbone = Backbones.create("small_cnn", SIZE, 5);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 7);
                INDArray images = Nd4j.randn(DataType.FLOAT, IMAGES, 3, 32, 32)) {
            Networks.initialize(backbone, SIZE, store);
            try (var once = new PredictedMapExtractor(backbone, store, SIZE, PlannedExecutor::new);
                    var twice = new MapExtractor(backbone, store, SIZE, PlannedExecutor::new)) {
                List<ImageMaps> found = once.extract(images);
                int[] predicted = twice.extract(images, new int[IMAGES]).stream()
                        .mapToInt(ImageMaps::predictedClass)
                        .toArray();
                List<ImageMaps> expected = twice.extract(images, predicted);
                for (int i = 0; i < IMAGES; i++) {
                    assertThat(found.get(i).predictedClass()).isEqualTo(predicted[i]);
                    assertThat(found.get(i).cam())
                            .containsExactly(expected.get(i).cam(), within(1e-6f));
                    assertFactorsGiveTheMap(found.get(i));
                }
            }
        }
    }

    /** Native code would crash, or mix the images up. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rejectsInputThatNativeCodeDoesNotCheck(boolean reference) {
        GraphExecutorFactory executors = reference ? SameDiffExecutor::new : PlannedExecutor::new;
        Backbone backbone = Backbones.create("small_cnn", SIZE, 5);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 7);
                INDArray none = Nd4j.create(DataType.FLOAT, 0, 3, 32, 32);
                INDArray two = Nd4j.randn(DataType.FLOAT, 2, 3, 32, 32);
                INDArray wide = Nd4j.randn(DataType.FLOAT, 2, 3, 32, 40);
                INDArray broken = Nd4j.zeros(DataType.FLOAT, 1, 3, 32, 32)) {
            broken.putScalar(0, 1, 2, 3, Float.NaN);
            Networks.initialize(backbone, SIZE, store);
            try (var predicted = new PredictedMapExtractor(backbone, store, SIZE, executors);
                    var given = new MapExtractor(backbone, store, SIZE, executors)) {
                assertRejected(() -> predicted.extract(none), "B of at least 1, this is [0, 3, 32, 32]");
                assertRejected(() -> given.extract(none, new int[0]), "B of at least 1");
                assertRejected(() -> predicted.extract(broken), "NaN or infinite");
                assertRejected(() -> predicted.extract(wide), "has shape [2, 3, 32, 40]");
                assertRejected(() -> given.extract(two, new int[] {4, 5}), "the class of image 1 is 5");
                assertRejected(() -> given.extract(two, new int[] {-1, 0}), "the class of image 0 is -1");
                assertRejected(() -> given.extract(two, new int[] {1}), "each of 2 images, but 1 are given");
                assertThat(given.extract(two, new int[] {4, 0})).hasSize(2);
            }
        }
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static void assertFactorsGiveTheMap(ImageMaps maps) {
        float weightNorm = maps.weightNorm().orElseThrow();
        assertThat(weightNorm).isPositive();
        for (int p = 0; p < maps.cam().length; p++) {
            assertThat(maps.norm().orElseThrow()[p] * maps.similarity().orElseThrow()[p] * weightNorm)
                    .isCloseTo(maps.cam()[p], within(1e-5f));
        }
    }
}
