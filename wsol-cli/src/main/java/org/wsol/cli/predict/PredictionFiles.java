package org.wsol.cli.predict;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.wsol.core.Box;
import org.wsol.core.StorageException;
import org.wsol.core.data.SplitName;
import org.wsol.core.io.AtomicFiles;
import org.wsol.data.convert.AnnotationFormat;
import org.wsol.data.convert.DatasetConverter;
import org.wsol.data.split.ListedDataset;
import org.wsol.data.split.SplitBuilder;
import org.wsol.pipeline.Prediction;

/** Writes predictions as {@code predictions.json} and in the formats of annotation tools. */
final class PredictionFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PredictionFiles() {}

    /** A picture and what was found in it. */
    record Predicted(Path image, Prediction prediction) {}

    /** {@code predictions.json}: class, score, box (pixels, corners inclusive) and threshold of every picture. */
    static void write(Path file, List<Predicted> predictions) {
        ArrayNode root = JSON.createArrayNode();
        for (Predicted predicted : predictions) {
            Prediction found = predicted.prediction();
            ObjectNode entry = root.addObject();
            entry.put("image", predicted.image().toString());
            entry.put("width", found.imageSize().width());
            entry.put("height", found.imageSize().height());
            entry.put("class", found.className());
            entry.put("label", found.label());
            entry.put("score", found.probability());
            entry.put("threshold", found.threshold());
            found.box().ifPresentOrElse(box -> put(entry.putObject("box"), box.box()), () -> entry.putNull("box"));
        }
        text(file, root.toPrettyString());
    }

    private static void put(ObjectNode node, Box box) {
        node.put("x0", box.x0()).put("y0", box.y0()).put("x1", box.x1()).put("y1", box.y1());
    }

    /** Boxes as a data set in one of the formats data sets are converted to. */
    static List<Path> export(
            AnnotationFormat format, Path folder, List<String> classNames, List<Predicted> predictions) {
        SplitBuilder split = new SplitBuilder(SplitName.TEST, Path.of(""));
        for (Predicted predicted : predictions) {
            Prediction found = predicted.prediction();
            int image = split.add(predicted.image().getFileName().toString(), found.label());
            split.setSize(image, found.imageSize());
            found.box().ifPresent(box -> split.addBox(image, box.box()));
        }
        return DatasetConverter.convert(
                ListedDataset.of("predictions", classNames, List.of(split.build())), format, folder);
    }

    /** Label Studio's pre-annotations: rectangles in percent of the picture, ready to be imported and corrected. */
    static Path exportLabelStudio(Path folder, List<Predicted> predictions, String imagePrefix) {
        ArrayNode tasks = JSON.createArrayNode();
        for (Predicted predicted : predictions) {
            Prediction found = predicted.prediction();
            ObjectNode task = tasks.addObject();
            task.putObject("data").put("image", imagePrefix + predicted.image().getFileName());
            ObjectNode answer = task.putArray("predictions").addObject();
            answer.put("model_version", "wsol").put("score", found.probability());
            ArrayNode results = answer.putArray("result");
            found.box().ifPresent(box -> rectangle(results.addObject(), found, box.box()));
        }
        Path file = folder.resolve("label-studio.json");
        text(file, tasks.toPrettyString());
        return file;
    }

    private static void rectangle(ObjectNode node, Prediction found, Box box) {
        int width = found.imageSize().width();
        int height = found.imageSize().height();
        node.put("from_name", "label").put("to_name", "image").put("type", "rectanglelabels");
        node.put("original_width", width).put("original_height", height);
        ObjectNode value = node.putObject("value");
        value.put("x", 100.0 * box.x0() / width).put("y", 100.0 * box.y0() / height);
        value.put("width", 100.0 * box.width() / width).put("height", 100.0 * box.height() / height);
        value.put("rotation", 0).putArray("rectanglelabels").add(found.className());
    }

    private static void text(Path file, String content) {
        try {
            AtomicFiles.writeText(file, content + "\n");
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }
}
