package org.wsol.pipeline.internal;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.pipeline.evaluation.SplitPredictions.MapSource;

/** The maps of a network with its current parameters, for one evaluation during training. */
public final class NetworkMaps implements MapSource, AutoCloseable {
    private final MapExtractor extractor;
    private final boolean mirror;
    private final Optional<ClassScores> scores;

    /** Builds the inference graph; the network still belongs to the caller. */
    public NetworkMaps(Network network) {
        this.extractor = network.mapExtractor();
        this.mirror = network.recipe().evaluation().mirror();
        this.scores = ClassScores.of(network);
    }

    @Override
    public List<ImageMaps> extract(INDArray images, int[] classes) {
        List<ImageMaps> maps = mirror
                ? MirroredMaps.of(images, mapSize().width(), shown -> extractor.extract(shown, classes))
                : extractor.extract(images, classes);
        return scores.map(apart -> ClassScores.with(apart.of(images), maps)).orElse(maps);
    }

    @Override
    public ImageSize mapSize() {
        return extractor.mapSize();
    }

    @Override
    public void close() {
        scores.ifPresent(ClassScores::close);
        extractor.close();
    }
}
