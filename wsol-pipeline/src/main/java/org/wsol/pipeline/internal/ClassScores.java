package org.wsol.pipeline.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.data.transform.PlaneResize;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;

/**
 * Class scores from images of another size than the maps: larger objects than in training are localized better but
 * classified worse (Touvron et al., Fixing the train-test resolution discrepancy, NeurIPS 2019). Owns its graph.
 */
final class ClassScores implements AutoCloseable {
    private final MapExtractor extractor;
    private final ImageSize size;
    private final boolean mirror;

    private ClassScores(Network network, int side) {
        this.size = ImageSize.square(side);
        this.extractor = network.mapExtractor(size);
        this.mirror = network.use().evaluation().mirror();
    }

    /** The class scores requested by {@code evaluation.classSize}; empty if scores come with the maps. */
    static Optional<ClassScores> of(Network network) {
        return network.use().evaluation().classSize().map(side -> new ClassScores(network, side));
    }

    /**
     * The predictions that provide the class scores, averaged over the mirror image if the recipe requires it.
     *
     * @param images shape (B, 3, H, W), owned by the caller
     */
    List<ImageMaps> of(INDArray images) {
        int[] any = new int[(int) images.size(0)]; // maps are not used, so any class is valid
        try (INDArray resized = resized(images)) {
            return mirror
                    ? MirroredMaps.of(resized, extractor.mapSize().width(), shown -> extractor.extract(shown, any))
                    : extractor.extract(resized, any);
        }
    }

    private INDArray resized(INDArray images) {
        ImageSize from = new ImageSize((int) images.size(2), (int) images.size(3));
        try (INDArray copy = images.dup('c');
                INDArray row = copy.reshape(-1)) {
            float[] planes = PlaneResize.resize(row.toFloatVector(), from, size);
            return Nd4j.create(planes, new long[] {images.size(0), images.size(1), size.height(), size.width()}, 'c');
        }
    }

    /** The same maps with the scores of other predictions. */
    static List<ImageMaps> with(List<ImageMaps> scored, List<ImageMaps> maps) {
        List<ImageMaps> both = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            ImageMaps map = maps.get(i);
            both.add(new ImageMaps(scored.get(i).logits(), map.cam(), map.norm(), map.similarity(), map.weightNorm()));
        }
        return both;
    }

    @Override
    public void close() {
        extractor.close();
    }
}
