package org.wsol.data.batch;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wsol.core.ImageSize;

/** Off-heap memory for the images of one batch, reused for every batch. Rows may be written concurrently. */
final class BatchBuffer implements AutoCloseable {
    private final INDArray images;
    private final FloatBuffer values;
    private final int rowLength;

    BatchBuffer(int batchSize, ImageSize size) {
        this.images = Nd4j.createUninitialized(DataType.FLOAT, batchSize, 3, size.height(), size.width());
        this.values = images.data().asNioFloat();
        this.rowLength = Math.toIntExact(3 * size.area());
    }

    int rows() {
        return (int) images.size(0);
    }

    void writeRow(int row, float[] planes) {
        values.put(row * rowLength, planes, 0, rowLength);
    }

    void moveRow(int from, int to) {
        values.put(to * rowLength, values, from * rowLength, rowLength);
    }

    /** The first rows as an array of shape (rows, 3, H, W) that shares this memory. */
    INDArray firstRows(int rows) {
        Nd4j.getAffinityManager().tagLocation(images, AffinityManager.Location.HOST);
        return rows == images.size(0)
                ? images
                : images.get(
                        NDArrayIndex.interval(0, rows), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all());
    }

    @Override
    public void close() {
        images.close();
    }
}
