package org.wsol.pipeline.evaluation;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.ImageMaps;

/** What gives scores and maps for batches of images. */
public interface MapSource {

    /**
     * Scores and maps of a batch.
     *
     * @param images shape (B, 3, H, W), the caller's
     * @param classes the class of each image whose maps are wanted
     * @return one entry per image, copies that belong to the caller
     */
    List<ImageMaps> extract(INDArray images, int[] classes);

    /** Rows and columns of the maps. */
    ImageSize mapSize();
}
