package org.wsol.cli.predict;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.wsol.cli.predict.PredictionFiles.Predicted;
import org.wsol.core.InvalidInputException;
import org.wsol.data.convert.AnnotationFormat;
import org.wsol.data.image.RgbImage;
import org.wsol.experiment.runfolder.ModelLookupMessages;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.drawing.Overlay;
import org.wsol.pipeline.internal.ModelCard;
import org.wsol.pipeline.internal.NetworkInput;

/** Predictions for some pictures, kept until all are made; those that cannot be read are left out and listed. */
public final class PredictionRun {
    private final List<String> classNames;
    private final List<Predicted> predictions = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final NetworkInput input;
    private final Path out;

    private PredictionRun(TrainedModel model, Path out) {
        this.classNames = model.classNames();
        this.input = model.input();
        this.out = out;
    }

    /**
     * Predicts all pictures.
     *
     * @param threshold instead of the run's own
     * @param out where {@link #write} puts its files; not touched before
     * @param skips hears at once of every picture that cannot be read
     * @throws InvalidInputException when the run cannot be used
     */
    public static PredictionRun over(
            Path run, List<Path> pictures, Optional<Double> threshold, Path out, Consumer<String> skips) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException("--out " + out + " is a file; name a folder");
        }
        if (!Files.isRegularFile(run.resolve(ModelCard.FILE_NAME))) {
            throw new InvalidInputException(ModelLookupMessages.reason(run));
        }
        LocalizationOptions options =
                threshold.map(LocalizationOptions.standard()::withThreshold).orElseGet(LocalizationOptions::standard);
        try (TrainedModel model = TrainedModel.load(run)) {
            PredictionRun made = new PredictionRun(model, out);
            pictures.forEach(picture -> made.add(picture, model, options, skips));
            return made;
        }
    }

    private void add(Path picture, TrainedModel model, LocalizationOptions options, Consumer<String> skips) {
        RgbImage image;
        try {
            image = input.read(picture);
        } catch (InvalidInputException e) {
            skipped.add(picture.toString());
            skips.accept(e.getMessage());
            return;
        }
        predictions.add(new Predicted(picture, model.localize(image, options)));
    }

    /** The pictures that could not be read. */
    public List<String> skipped() {
        return List.copyOf(skipped);
    }

    /**
     * Writes an overlay per picture, {@code predictions.json} and the exports.
     *
     * @param imagePrefix what Label Studio's addresses of pictures begin with
     * @return a line for people per picture, and one per file
     */
    public List<String> write(List<ExportFormat> exports, String imagePrefix) {
        List<String> lines = new ArrayList<>();
        try {
            Files.createDirectories(out);
            Map<String, Integer> used = new HashMap<>();
            for (Predicted predicted : predictions) {
                Path overlay = out.resolve(unique(predicted.image(), used));
                BufferedImage picture = Overlay.paint(input.read(predicted.image()), predicted.prediction());
                ImageIO.write(picture, "png", overlay.toFile());
                lines.add(line(predicted) + " -> " + overlay);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + out, e);
        }
        PredictionFiles.write(out.resolve("predictions.json"), predictions);
        lines.add(out.resolve("predictions.json").toString());
        exports.forEach(format -> export(format, imagePrefix).forEach(file -> lines.add(file.toString())));
        return lines;
    }

    private List<Path> export(ExportFormat format, String imagePrefix) {
        return switch (format) {
            case COCO -> PredictionFiles.export(AnnotationFormat.COCO, out.resolve("coco"), classNames, predictions);
            case VOC -> PredictionFiles.export(AnnotationFormat.VOC, out.resolve("voc"), classNames, predictions);
            case CSV -> PredictionFiles.export(AnnotationFormat.CSV, out.resolve("csv"), classNames, predictions);
            case LABEL_STUDIO -> List.of(PredictionFiles.exportLabelStudio(out, predictions, imagePrefix));
        };
    }

    /** The overlay's name; pictures of the same name in different folders get a number. */
    private static String unique(Path image, Map<String, Integer> used) {
        String name = image.getFileName().toString();
        String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        int count = used.merge(stem, 1, Integer::sum);
        return stem + (count == 1 ? "" : "-" + count) + ".png";
    }

    private static String line(Predicted predicted) {
        Prediction found = predicted.prediction();
        String box = found.box()
                .map(scored -> scored.box())
                .map(b -> "x " + b.x0() + ".." + b.x1() + ", y " + b.y0() + ".." + b.y1())
                .orElse("no box above the threshold");
        return String.format(
                Locale.ROOT, "%s: %s %.1f%%, %s", predicted.image(), found.className(), 100 * found.probability(), box);
    }
}
