package org.wsol.pipeline.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.cam.ImageMaps;

/**
 * Scores and maps averaged over each image and its mirror image: errors that depend on left and right differ between
 * the two, the object does not.
 */
final class MirroredMaps {
    private MirroredMaps() {}

    /**
     * The mean of an image's maps and the maps of its mirror image, mirrored back.
     *
     * @param images shape (B, 3, H, W), owned by the caller
     * @param width columns of a map
     * @param network computes the maps of one class per image, the same class for both
     */
    static List<ImageMaps> of(INDArray images, int width, Function<INDArray, List<ImageMaps>> network) {
        List<ImageMaps> plain = network.apply(images);
        List<ImageMaps> mirrored;
        try (INDArray turned = turned(images)) {
            mirrored = network.apply(turned);
        }
        List<ImageMaps> means = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            means.add(mean(plain.get(i), mirrored.get(i), width));
        }
        return means;
    }

    private static INDArray turned(INDArray images) {
        try (INDArray copy = images.dup('c');
                INDArray row = copy.reshape(-1)) {
            float[] values = turned(row.toFloatVector(), (int) images.size(3));
            return Nd4j.create(values, images.shape(), 'c');
        }
    }

    /** Reverses every row of the given length. */
    private static float[] turned(float[] values, int width) {
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int column = i % width;
            turned[i - column + width - 1 - column] = values[i];
        }
        return turned;
    }

    private static ImageMaps mean(ImageMaps plain, ImageMaps mirrored, int width) {
        float[] cam = mean(plain.cam(), turned(mirrored.cam(), width));
        Optional<float[]> norm = plain.norm().flatMap(f -> mirrored.norm().map(other -> mean(f, turned(other, width))));
        Optional<float[]> similarity = plain.similarity()
                .flatMap(s -> norm.flatMap(f -> plain.weightNorm().map(w -> quotient(cam, f, w))));
        return new ImageMaps(mean(plain.logits(), mirrored.logits()), cam, norm, similarity, plain.weightNorm());
    }

    private static float[] mean(float[] one, float[] other) {
        float[] mean = new float[one.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (one[i] + other[i]) / 2;
        }
        return mean;
    }

    /** S, such that the mean map is still the product F x S x |w|; 0 where a factor is 0. */
    private static float[] quotient(float[] cam, float[] norm, float weightNorm) {
        float[] similarity = new float[cam.length];
        for (int i = 0; i < cam.length; i++) {
            float length = norm[i] * weightNorm;
            similarity[i] = length > 0 ? Math.max(-1, Math.min(1, cam[i] / length)) : 0;
        }
        return similarity;
    }
}
