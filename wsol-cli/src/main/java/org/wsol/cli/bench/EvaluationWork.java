package org.wsol.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.data.batch.Preprocessing;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchStream;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.weights.Networks;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapPreparation;
import org.wsol.eval.map.Normalizer;
import org.wsol.eval.map.ScoreArray;
import org.wsol.eval.metric.BoxEvaluationSettings;
import org.wsol.eval.metric.BoxEvaluator;
import org.wsol.eval.metric.ClassPrediction;
import org.wsol.eval.metric.GroundTruth;
import org.wsol.eval.protocol.Protocol;

/** The evaluation of a split that has boxes: decoding, the inference graph, maps to boxes at every threshold, metrics. */
public final class EvaluationWork implements Work {
    private final ParameterStore store = new ParameterStore(DataType.FLOAT, MethodForBench.SEED);
    private final Backbone backbone;
    private final DataSplit split;
    private final ImageSize size;
    private final ImageBatchLoader loader;

    /** Opens the images. */
    public EvaluationWork(Backbone backbone, DataSplit split, Preprocessing preprocessing, int batchSize) {
        this.backbone = backbone;
        this.split = split;
        size = preprocessing.transformation().evaluationInputSize();
        Networks.initialize(backbone, size, store);
        loader = ImageBatchLoader.evaluation(split, preprocessing, batchSize);
    }

    /** The inference graph is built here, too: it is part of every evaluation. */
    @Override
    public void run() {
        BoxEvaluator evaluator =
                new BoxEvaluator(BoxEvaluationSettings.reference().withEvaluationSize(size));
        try (BatchStream stream = loader.epoch(0, 0);
                MapExtractor extractor = new MapExtractor(backbone, store, size, PlannedExecutor::new)) {
            Optional<Batch> batch = stream.next();
            while (batch.isPresent()) {
                add(batch.get(), extractor, evaluator);
                batch = stream.next();
            }
        }
        evaluator.finish().report(new Protocol.Oracle());
    }

    private void add(Batch batch, MapExtractor extractor, BoxEvaluator evaluator) {
        List<ImageMaps> maps = extractor.extract(batch.images(), batch.labels());
        ImageSize mapSize = extractor.mapSize();
        MapPreparation preparation = new MapPreparation(size, Interpolation.BICUBIC, Normalizer.parse("minmax"));
        IntStream.range(0, maps.size())
                .parallel()
                .forEach(i -> evaluator.add(
                        truth(batch.indices()[i]),
                        preparation.apply(ScoreArray.of(
                                mapSize.height(), mapSize.width(), maps.get(i).cam())),
                        Optional.of(ClassPrediction.ofScores(maps.get(i).logits()))));
    }

    private GroundTruth truth(int index) {
        ImageSize original = split.imageSize(index)
                .orElseThrow(() -> new DataException("the size of image " + split.imageId(index) + " is not known"));
        return new GroundTruth(split.imageId(index), split.label(index), original, split.boxes(index));
    }

    @Override
    public void close() {
        loader.close();
        store.close();
    }
}
