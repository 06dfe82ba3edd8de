package org.wsol.pipeline.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.cam.PredictedMapExtractor;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.pipeline.evaluation.SplitPredictions.MapSource;

/**
 * A thread-safe trained network. Threads use it one at a time, because one batch already uses all cores. Its graphs are
 * built on first use. Owns the network.
 */
public final class InferenceNetwork implements MapSource, AutoCloseable {
    private final Network network;
    private final boolean mirror;
    /** Fair, so that passes and batches alternate. */
    private final ReentrantLock turn = new ReentrantLock(true);
    /** Held while maps of other methods are computed in passes; acquired before {@code turn}. */
    private final ReentrantLock explaining = new ReentrantLock();

    private Runnable beforePass = () -> {};
    private Optional<MapExtractor> wanted = Optional.empty();
    private Optional<PredictedMapExtractor> predicted = Optional.empty();
    private Optional<ExplainedNetwork> explained = Optional.empty();
    private Optional<ExplainedNetwork> inPasses = Optional.empty();
    private Optional<ClassScores> scores = Optional.empty();
    private boolean closed;

    /** Takes ownership of a network whose parameters no longer change. */
    public InferenceNetwork(Network network) {
        this.network = network;
        this.mirror = network.use().evaluation().mirror();
    }

    /**
     * Scores and maps of the most likely classes.
     *
     * @param images shape (B, 3, H, W), the caller's
     * @throws IllegalStateException if it was closed
     */
    public List<ImageMaps> predicted(INDArray images) {
        return inTurn(open -> scoresApart()
                .map(apart -> {
                    List<ImageMaps> own = apart.of(images);
                    return ClassScores.with(own, maps(images, classes(own)));
                })
                .orElseGet(() ->
                        mirror ? mirroredOfPredicted(images) : predictedMaps().extract(images)));
    }

    /** Uses the class with the highest mean score; maps are recomputed if one of the images had another class. */
    private List<ImageMaps> mirroredOfPredicted(INDArray images) {
        List<int[]> seen = new ArrayList<>();
        List<ImageMaps> means =
                MirroredMaps.of(images, predictedMaps().mapSize().width(), shown -> {
                    List<ImageMaps> maps = predictedMaps().extract(shown);
                    seen.add(classes(maps));
                    return maps;
                });
        int[] best = classes(means);
        return seen.stream().allMatch(found -> Arrays.equals(found, best)) ? means : mirrored(images, best);
    }

    private List<ImageMaps> mirrored(INDArray images, int[] classes) {
        MapExtractor maps = wantedMaps();
        return MirroredMaps.of(images, maps.mapSize().width(), shown -> maps.extract(shown, classes));
    }

    private static int[] classes(List<ImageMaps> maps) {
        return maps.stream().mapToInt(ImageMaps::predictedClass).toArray();
    }

    /**
     * Scores and maps of given classes.
     *
     * @param images shape (B, 3, H, W), the caller's
     * @param classes one class per image
     * @throws IllegalStateException if it was closed
     */
    @Override
    public List<ImageMaps> extract(INDArray images, int[] classes) {
        return inTurn(open -> {
            List<ImageMaps> maps = maps(images, classes);
            return scoresApart()
                    .map(apart -> ClassScores.with(apart.of(images), maps))
                    .orElse(maps);
        });
    }

    private List<ImageMaps> maps(INDArray images, int[] classes) {
        return mirror ? mirrored(images, classes) : wantedMaps().extract(images, classes);
    }

    private Optional<ClassScores> scoresApart() {
        if (scores.isEmpty()) {
            scores = ClassScores.of(network);
        }
        return scores;
    }

    /** Whether scores and maps are the direct outputs of the graph, neither averaged nor from several sizes. */
    public boolean answersAsTheGraph() {
        return !mirror && network.use().evaluation().classSize().isEmpty();
    }

    @Override
    public ImageSize mapSize() {
        return inTurn(open ->
                predicted.isPresent() ? predicted.get().mapSize() : wantedMaps().mapSize());
    }

    /** Runs exclusive work on the network, for example writing its parameters. */
    public <T> T inTurn(Function<Network, T> work) {
        turn.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this model was closed; load or train it again to use it");
            }
            return work.apply(network);
        } finally {
            turn.unlock();
        }
    }

    /** Runs work that computes maps of other methods, one at a time. */
    public <T> T explained(Function<ExplainedNetwork, T> work) {
        return inTurn(open -> {
            ExplainedNetwork network = explained.orElseGet(open::explained);
            explained = Optional.of(network);
            return work.apply(network);
        });
    }

    /**
     * The same in short passes, between which batches of other threads can run.
     *
     * @param before called before every pass; ends the work by throwing
     */
    public <T> T explainedInPasses(Runnable before, Function<ExplainedNetwork, T> work) {
        explaining.lock();
        try {
            beforePass = before;
            ExplainedNetwork shared = inTurn(open -> inPasses.orElseGet(() -> open.explained(this::pass)));
            inPasses = Optional.of(shared);
            return work.apply(shared);
        } finally {
            beforePass = () -> {};
            explaining.unlock();
        }
    }

    private <T> T pass(Supplier<T> pass) {
        beforePass.run();
        return inTurn(open -> pass.get());
    }

    /** The number of programs with plans in memory; zero after closing. */
    public int openPrograms() {
        return network.openPrograms();
    }

    private MapExtractor wantedMaps() {
        MapExtractor extractor = wanted.orElseGet(network::mapExtractor);
        wanted = Optional.of(extractor);
        return extractor;
    }

    private PredictedMapExtractor predictedMaps() {
        PredictedMapExtractor extractor = predicted.orElseGet(() -> new PredictedMapExtractor(
                network.method(),
                network.backbone(),
                network.parameters(),
                network.evaluationSize(),
                network.evaluationExecutors()));
        predicted = Optional.of(extractor);
        return extractor;
    }

    /** Waits for the work in progress and frees the memory; later calls fail. Repeated calls have no effect. */
    @Override
    public void close() {
        explaining.lock();
        turn.lock();
        try {
            if (!closed) {
                closed = true;
                wanted.ifPresent(MapExtractor::close);
                predicted.ifPresent(PredictedMapExtractor::close);
                scores.ifPresent(ClassScores::close);
                explained.ifPresent(ExplainedNetwork::close);
                inPasses.ifPresent(ExplainedNetwork::close);
                network.close();
            }
        } finally {
            turn.unlock();
            explaining.unlock();
        }
    }
}
