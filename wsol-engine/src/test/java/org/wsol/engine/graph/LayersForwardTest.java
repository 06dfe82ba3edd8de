package org.wsol.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;

/** Compares sliding windows with plain loops that follow PyTorch's documentation. */
class LayersForwardTest {

    @ParameterizedTest
    @CsvSource({
        "3, 2, 0, true, 8, 7",
        "3, 2, 0, true, 7, 8",
        "3, 2, 1, true, 8, 7",
        "3, 2, 1, true, 7, 10",
        "3, 2, 1, false, 8, 7",
        "3, 1, 1, false, 6, 5",
        "2, 2, 0, false, 7, 6",
    })
    void maxPoolEqualsTheReference(int kernel, int stride, int padding, boolean ceil, int height, int width) {
        float[][] x = positive(height, width);
        float[][] actual = run(x, (layers, map) -> layers.maxPool(map, kernel, stride, Padding.of(padding), ceil));
        for (int i = 0; i < actual.length; i++) {
            for (int j = 0; j < actual[0].length; j++) {
                float max = Float.NEGATIVE_INFINITY;
                for (int y = Math.max(0, i * stride - padding);
                        y < Math.min(height, i * stride - padding + kernel);
                        y++) {
                    for (int k = Math.max(0, j * stride - padding);
                            k < Math.min(width, j * stride - padding + kernel);
                            k++) {
                        max = Math.max(max, x[y][k]);
                    }
                }
                assertThat(actual[i][j]).as("%d, %d", i, j).isEqualTo(max);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void averagePoolEqualsTheReference(boolean paddingCounts) {
        int height = 6;
        int width = 5;
        float[][] x = positive(height, width);
        Padding padding = paddingCounts ? Padding.of(1) : new Padding.Same();
        float[][] actual = run(x, (layers, map) -> layers.averagePool(map, 3, 1, padding));
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                double sum = 0;
                int count = 0;
                for (int y = Math.max(0, i - 1); y < Math.min(height, i + 2); y++) {
                    for (int k = Math.max(0, j - 1); k < Math.min(width, j + 2); k++) {
                        sum += x[y][k];
                        count++;
                    }
                }
                double expected = sum / (paddingCounts ? 9 : count);
                assertThat((double) actual[i][j]).as("%d, %d", i, j).isCloseTo(expected, within(1e-6));
            }
        }
    }

    /** TensorFlow's rule: as many zeros as the last window needs, an odd one at the bottom or right. */
    @ParameterizedTest
    @CsvSource({"6, 5, 2", "7, 8, 2", "6, 7, 1", "9, 10, 3"})
    void convolutionWithTensorFlowPaddingEqualsTheReference(int height, int width, int stride) {
        float[][] x = positive(height, width);
        Convolution geometry = Convolution.square(1, 1, 3).withStride(stride).withPadding(new Padding.Same());
        float[] weight =
                new Initializer.HeFanOut().values(geometry.weightShape(), SplitMix64.named(3, "parameter/c.weight"));
        float[][] actual = run(x, (layers, map) -> layers.convolution("c", map, geometry));
        assertThat(actual).hasDimensions((height + stride - 1) / stride, (width + stride - 1) / stride);
        for (int i = 0; i < actual.length; i++) {
            for (int j = 0; j < actual[0].length; j++) {
                double sum = 0;
                for (int y = 0; y < 3; y++) {
                    for (int k = 0; k < 3; k++) {
                        int row = i * stride + y - zerosBefore(height, stride);
                        int column = j * stride + k - zerosBefore(width, stride);
                        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                        sum += inside ? weight[y * 3 + k] * x[row][column] : 0;
                    }
                }
                assertThat((double) actual[i][j]).as("%d, %d", i, j).isCloseTo(sum, within(1e-5));
            }
        }
    }

    private static int zerosBefore(int extent, int stride) {
        int windows = (extent + stride - 1) / stride;
        return Math.max(0, (windows - 1) * stride + 3 - extent) / 2;
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "7, 1", "5, 5", "3, 3"})
    void convolutionEqualsTheReference(int kernelHeight, int kernelWidth) {
        float[][] x = positive(8, 9);
        Convolution geometry = new Convolution(
                1,
                1,
                kernelHeight,
                kernelWidth,
                1,
                new Padding.Explicit(kernelHeight / 2, kernelWidth / 2),
                false,
                false);
        float[] weight =
                new Initializer.HeFanOut().values(geometry.weightShape(), SplitMix64.named(3, "parameter/c.weight"));
        float[][] actual = run(x, (layers, map) -> layers.convolution("c", map, geometry));
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 9; j++) {
                double sum = 0;
                for (int y = 0; y < kernelHeight; y++) {
                    for (int k = 0; k < kernelWidth; k++) {
                        int row = i + y - kernelHeight / 2;
                        int column = j + k - kernelWidth / 2;
                        boolean inside = row >= 0 && row < 8 && column >= 0 && column < 9;
                        sum += inside ? x[row][column] * weight[y * kernelWidth + k] : 0;
                    }
                }
                assertThat((double) actual[i][j]).as("%d, %d", i, j).isCloseTo(sum, within(1e-5));
            }
        }
    }

    private static float[][] positive(int height, int width) {
        SplitMix64 stream = new SplitMix64(5);
        float[][] map = new float[height][width];
        for (float[] row : map) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) stream.nextDouble();
            }
        }
        return map;
    }

    private static float[][] run(float[][] x, BiFunction<Layers, SDVariable, SDVariable> layer) {
        ImageSize size = new ImageSize(x.length, x[0].length);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 3)) {
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FOLDED);
            SDVariable y = layer.apply(layers, layers.images("x", 1, size));
            GraphProgram program = new GraphProgram(layers.graph(), List.of(y.name()), List.of());
            INDArray input = Nd4j.createFromArray(x).reshape(1, 1, size.height(), size.width());
            try (GraphExecutor executor = new SameDiffExecutor(program)) {
                INDArray output = executor.run(Map.of("x", input)).output(y.name());
                ImageSize expected = layers.sizeOf(y);
                assertThat(output.shape()).containsExactly(1, 1, expected.height(), expected.width());
                return output.reshape(expected.height(), expected.width()).toFloatMatrix();
            }
        }
    }
}
