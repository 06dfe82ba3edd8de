package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsol.losses.ArrayAssert.assertClose;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class HideAndSeekParityTest {

    @TestFactory
    Stream<DynamicTest> hiddenImagesEqualTheReference() {
        return Cases.peers("hide_and_seek").stream()
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        INDArray images = found.array("images", DataType.FLOAT).dup('c');
        int grid = found.json().get("grid_size").asInt();
        HideAndSeek step = new HideAndSeek(new HideAndSeek.Options(grid, found.number("drop_rate")));
        double[] uniform = grid == 0
                ? new double[0]
                : found.array("uniforms", DataType.DOUBLE).data().asDouble();
        step.apply(
                images,
                (image, row, column) -> uniform.length == 0 ? 1 : draw(found, images, uniform, image, row, column));
        assertClose("hidden", images, found.array("output", DataType.FLOAT), 0);
        if (images.size(2) == images.size(3)) {
            assertThat(images.eq(0).castTo(DataType.DOUBLE).meanNumber().doubleValue())
                    .isGreaterThanOrEqualTo(found.expected("erased_share") - 1e-9);
        }
    }

    /**
     * The reference iterates rows up to the WIDTH and columns up to the HEIGHT and clips both at the height; positions
     * beyond are never hidden.
     */
    private static double draw(Cases.Case found, INDArray images, double[] uniform, int image, int row, int column) {
        int grid = found.json().get("grid_size").asInt();
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        int rows = (width + grid - 1) / grid;
        int columns = (height + grid - 1) / grid;
        if (row >= width || column >= height) {
            return 1;
        }
        return uniform[(image * rows + row / grid) * columns + column / grid];
    }
}
