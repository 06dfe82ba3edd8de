package org.wsol.engine.data;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads and writes rectangles of a batch of images in place, row by row. */
public final class BatchPixels {
    private final FloatBuffer values;
    private final int images;
    private final int channels;
    private final int height;
    private final int width;

    /**
     * A view of a batch.
     *
     * @param batch dense row-major float32, shape (B, C, H, W); it belongs to the caller and must stay valid while this
     *     view is used
     */
    public BatchPixels(INDArray batch) {
        if (batch.rank() != 4 || batch.dataType() != DataType.FLOAT || batch.ordering() != 'c' || batch.isView()) {
            throw new IllegalArgumentException("a batch is a dense row-major float32 array (B, C, H, W)");
        }
        images = (int) batch.size(0);
        channels = (int) batch.size(1);
        height = (int) batch.size(2);
        width = (int) batch.size(3);
        values = new FloatPointer(batch.data().addressPointer())
                .capacity(batch.length())
                .asBuffer();
    }

    /** Number of images B. */
    public int images() {
        return images;
    }

    /** Rows H. */
    public int height() {
        return height;
    }

    /** Columns W. */
    public int width() {
        return width;
    }

    /** Sets a rectangle of one image to one value in all channels; rows and columns are half-open. */
    public void fill(int image, int fromRow, int toRow, int fromColumn, int toColumn, float value) {
        float[] row = new float[Math.max(0, toColumn - fromColumn)];
        java.util.Arrays.fill(row, value);
        forRows(image, fromRow, toRow, at -> values.put(at + fromColumn, row));
    }

    /**
     * Copies a rectangle of an image of another batch of the same size to the same position of an image of this one.
     */
    public void copy(BatchPixels source, int from, int to, int fromRow, int toRow, int fromColumn, int toColumn) {
        float[] row = new float[Math.max(0, toColumn - fromColumn)];
        int shift = (from - to) * channels * height * width;
        forRows(to, fromRow, toRow, at -> {
            source.values.get(at + shift + fromColumn, row);
            values.put(at + fromColumn, row);
        });
    }

    private void forRows(int image, int fromRow, int toRow, java.util.function.IntConsumer startOfRow) {
        for (int c = 0; c < channels; c++) {
            for (int row = fromRow; row < toRow; row++) {
                startOfRow.accept(((image * channels + c) * height + row) * width);
            }
        }
    }
}
