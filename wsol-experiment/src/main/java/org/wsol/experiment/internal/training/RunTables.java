package org.wsol.experiment.internal.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.eval.diagnosis.GapDiagnosis;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.Decision;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.statistics.ImageRecord;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.results.ImageResult;
import org.wsol.experiment.results.ImageResults;
import org.wsol.experiment.results.MapKind;
import org.wsol.experiment.results.MapStack;
import org.wsol.pipeline.evaluation.BoxScoring;
import org.wsol.pipeline.evaluation.GapDiagnoses;
import org.wsol.pipeline.evaluation.SplitPredictions;
import org.wsol.pipeline.evaluation.SplitPredictions.ImagePrediction;

/** Writes the per-image results of a run folder: a row of {@code images.csv} and the low-resolution maps. */
final class RunTables {
    private static final int REPORTED_IOU = 50;

    private final RunFolder folder;
    private final List<String> classNames;
    private final SplitPredictions maps;
    private final ImageSize evaluationSize;
    private final Optional<BoxEvaluation> boxes;
    private final Optional<Decision> decision;
    private final Function<ImagePrediction, DrawnBox> drawing;

    /** A box without annotation to score it, for viewing only. */
    record DrawnBox(double threshold, Optional<Box> box) {}

    /**
     * @param drawing the box of an image without annotated boxes
     */
    RunTables(
            RunFolder folder,
            List<String> classNames,
            SplitPredictions maps,
            ImageSize evaluationSize,
            Optional<BoxEvaluation> boxes,
            Function<ImagePrediction, DrawnBox> drawing) {
        this.drawing = drawing;
        this.folder = folder;
        this.classNames = classNames;
        this.maps = maps;
        this.evaluationSize = evaluationSize;
        this.boxes = boxes;
        this.decision = boxes.map(found -> found.singleBoxDecision(new Protocol.Oracle(), REPORTED_IOU));
    }

    void writeImages() {
        ImageResults.write(folder.path().resolve(ImageResults.FILE_NAME), () -> IntStream.range(
                        0, maps.images().size())
                .mapToObj(this::row)
                .iterator());
    }

    private ImageResult row(int position) {
        ImagePrediction image = maps.images().get(position);
        DataSplit split = maps.split();
        int index = image.index();
        int label = split.label(index);
        int predicted = image.maps().predictedClass();
        Optional<ImageRecord> record = record(split.imageId(index));
        Optional<GapDiagnosis> gap = GapDiagnoses.of(maps, image);
        Optional<DrawnBox> drawn = record.isPresent() ? Optional.empty() : Optional.of(drawing.apply(image));
        ImageSize size = BoxScoring.size(split, index);
        return new ImageResult(
                position,
                split.imageId(index),
                split.imagePath(index).toString(),
                size.width(),
                size.height(),
                label,
                classNames.get(label),
                predicted,
                classNames.get(predicted),
                OptionalDouble.of(image.maps().probability(predicted)),
                image.maps().isAmongTop(label, 5),
                number(record.map(ImageRecord::threshold).or(() -> drawn.map(DrawnBox::threshold))),
                record.map(found -> original(found.box(), size)).or(() -> drawn.flatMap(DrawnBox::box)),
                split.boxes(index),
                number(record.map(ImageRecord::iou)),
                record.map(found -> found.outcome().id()).orElse(ImageResult.UNSCORED),
                number(gap.map(GapDiagnosis::foundByNorm)),
                number(gap.map(GapDiagnosis::suppressed)));
    }

    private Optional<ImageRecord> record(String imageId) {
        return boxes.flatMap(found -> found.image(imageId))
                .map(image -> ImageRecord.of(image, new Protocol.Oracle(), decision.orElseThrow()));
    }

    private static OptionalDouble number(Optional<Double> value) {
        return LocalizationNumbers.optional(value);
    }

    /** A box of the evaluation size in pixels of the original image. */
    private Box original(Box box, ImageSize size) {
        double x = (double) size.width() / evaluationSize.width();
        double y = (double) size.height() / evaluationSize.height();
        int x0 = (int) (box.x0() * x);
        int y0 = (int) (box.y0() * y);
        return new Box(
                x0,
                y0,
                Math.max(x0, Math.min(size.width() - 1, (int) (box.x1() * x))),
                Math.max(y0, Math.min(size.height() - 1, (int) (box.y1() * y))));
    }

    void writeMaps() {
        try {
            Files.createDirectories(folder.maps());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder " + folder.maps(), e);
        }
        write(MapKind.CAM, image -> Optional.of(image.cam()));
        write(MapKind.NORM, ImageMaps::norm);
        write(MapKind.SIMILARITY, ImageMaps::similarity);
    }

    /** Maps that the method does not have are not written. */
    private void write(MapKind kind, Function<ImageMaps, Optional<float[]>> values) {
        List<ImagePrediction> images = maps.images();
        if (images.stream().allMatch(image -> values.apply(image.maps()).isPresent())) {
            MapStack.write(folder.path().resolve(kind.fileName()), images.size(), maps.mapSize(), () -> images.stream()
                    .map(image -> values.apply(image.maps()).orElseThrow())
                    .iterator());
        }
    }
}
