package org.wsol.experiment.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.Geometry;

/**
 * Pictures as a trained network sees them: resized and normalised as in its evaluation.
 *
 * @param preprocessing of the run
 */
public record NetworkInput(Preprocessing preprocessing) {

    /**
     * Reads a picture file.
     *
     * @throws InvalidInputException naming the file, when it is missing or not a picture
     */
    public RgbImage read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("there is no picture " + file);
        }
        try {
            return preprocessing.reading().decoder().decode(file);
        } catch (DataException e) {
            throw new InvalidInputException(e.getMessage(), e);
        }
    }

    /** The network's input for a picture, shape (1, 3, H, W); the caller closes it. */
    public INDArray tensor(RgbImage picture) {
        Geometry geometry =
                preprocessing.transformation().evaluationGeometry().sample(picture.size(), new SplitMix64(0));
        ImageSize size = geometry.targetSize();
        float[] planes = new float[Math.toIntExact(3 * size.area())];
        preprocessing.transformation().normalization().toPlanes(geometry.cut(picture), geometry.flip(), planes);
        return Nd4j.create(planes, new long[] {1, 3, size.height(), size.width()}, 'c');
    }
}
