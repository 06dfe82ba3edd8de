package org.wsol.engine.data;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.data.DataSplit;

/**
 * Images ready for a network.
 *
 * <p>The arrays belong to the stream that made the batch and are valid until its next call: copy them to keep them
 * longer.
 *
 * @param images float32, shape (B, 3, H, W), normalised RGB
 * @param labels B class indices, from 0
 * @param indices B positions in the {@link DataSplit} the images came from
 */
public record Batch(INDArray images, int[] labels, int[] indices) {

    /** Number of images B. */
    public int size() {
        return labels.length;
    }
}
