package org.wsol.cli.predict;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.cli.predict.Predicted.Corners;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.internal.Counted;
import org.wsol.core.internal.io.OwnFiles;
import org.wsol.core.internal.io.PathNames;
import org.wsol.core.internal.io.PngOutput;
import org.wsol.data.image.RgbImage;
import org.wsol.experiment.internal.runfolder.ModelFiles;
import org.wsol.experiment.internal.session.OutOfMemory;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.drawing.Overlay;

/**
 * Predicts images one after the other and writes each overlay immediately; unreadable images are skipped and listed.
 * Files that this program did not write are never replaced.
 */
public final class PredictionRun {
    private final Path out;
    private final List<Path> images;
    private final ImageNames names;
    private final Consumer<String> heard;
    private final List<Predicted> predictions = new StoredPredictions();
    private final List<String> skipped = new ArrayList<>();
    private List<String> classNames = List.of();

    private PredictionRun(Path out, List<Path> images, Consumer<String> heard) {
        this.out = out;
        this.images = images;
        this.names = new ImageNames(images);
        this.heard = heard;
    }

    /**
     * Predicts all images.
     *
     * @param images not changed afterwards
     * @param out the output folder; created if missing
     * @param heard receives every image as soon as it is done or cannot be read
     * @throws InvalidInputException if the run cannot be used, or an overlay would replace a file of the user
     * @throws org.wsol.core.StorageException if the folder cannot be written, before any image is processed
     */
    public static PredictionRun over(
            Path run, List<Path> images, LocalizationOptions options, Path out, Consumer<String> heard) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException("--out " + out + " is a file; name a folder");
        }
        PredictionRun made = new PredictionRun(out, images, heard);
        OwnFiles.Written written = OwnFiles.in(out);
        made.images.forEach(image -> written.requireOwn(made.overlay(image)));
        OwnFiles.requireOwn(out.resolve("predictions.json"));
        try (TrainedModel model = TrainedModel.load(run);
                PredictionJournal journal = PredictionJournal.open(out, settings(run, options))) {
            made.predict(model, options, journal);
            return made;
        }
    }

    private static String settings(Path run, LocalizationOptions options) {
        return run.toAbsolutePath() + " " + ModelFiles.sum(run) + " " + options;
    }

    /**
     * Predicts a range of the images, as one of several processes that write to the same folder: writes overlays and a
     * journal. A subsequent prediction of all images reuses these results.
     *
     * @param images all images, which determine the names of overlays
     * @param range the range of images
     */
    public static void range(
            Path run, List<Path> images, Range range, LocalizationOptions options, Path out, Consumer<String> heard) {
        PredictionRun made = new PredictionRun(out, images, heard);
        try (TrainedModel model = TrainedModel.load(run);
                PredictionJournal journal = PredictionJournal.open(out, "-" + range.from(), settings(run, options))) {
            for (Path image : made.images.subList(range.from(), range.to())) {
                made.found(image, model, options, journal);
            }
        }
    }

    /**
     * A range of images by their indices in the list.
     *
     * @param from the first, from 0
     * @param to the index after the last
     */
    public record Range(int from, int to) {
        private static final int MOST = 4096;

        /**
         * Ranges of about equal length that cover all images; only the last may be shorter than the minimum. None is
         * longer than {@value #MOST} images, rounded up to the unit, so that a process needs memory for these only.
         *
         * @param unit all lengths except the last are multiples of it
         */
        public static List<Range> over(int images, int number, int least, int unit) {
            int fair = Math.min(MOST, Math.max(least, (images + number - 1) / number));
            int each = (fair + unit - 1) / unit * unit;
            List<Range> ranges = new ArrayList<>();
            for (int from = 0; from < images; from += each) {
                ranges.add(new Range(from, Math.min(images, from + each)));
            }
            return ranges;
        }

        @Override
        public String toString() {
            return from + ":" + to;
        }
    }

    private void predict(TrainedModel model, LocalizationOptions options, PredictionJournal journal) {
        classNames = model.classNames();
        for (Path image : images) {
            found(image, model, options, journal);
        }
        PredictionFiles files = files();
        heard.accept(files.json().toString());
        journal.delete();
    }

    private void found(Path image, TrainedModel model, LocalizationOptions options, PredictionJournal journal) {
        Path overlay = overlay(image);
        Optional<Predicted> former = journal.find(image, overlay);
        if (former.isPresent()) {
            predictions.add(former.get());
            heard.accept(line(former.get(), overlay));
        } else {
            predict(image, overlay, model, options, journal);
        }
    }

    private void predict(
            Path image, Path overlay, TrainedModel model, LocalizationOptions options, PredictionJournal journal) {
        try {
            RgbImage pixels = model.decode(image);
            Prediction prediction = model.localize(pixels, options);
            Predicted predicted = Predicted.of(image, PathNames.name(overlay), prediction);
            BufferedImage picture = Overlay.paint(pixels, prediction);
            OwnFiles.write(overlay, png -> PngOutput.write(picture, png));
            journal.add(image, predicted);
            predictions.add(predicted);
            heard.accept(line(predicted, overlay));
        } catch (InvalidInputException e) {
            leaveOut(image, e.getMessage());
        } catch (OutOfMemoryError e) {
            leaveOut(image, image + ": " + OutOfMemory.reason(e));
        }
    }

    /**
     * Checks that there is a model and that it has the requested class, once before anything is written.
     *
     * @throws InvalidInputException with the reason and the alternatives
     */
    public static void requireKnownClass(LocalizationOptions options, Path run) {
        ModelFiles.require(run);
        List<String> known = options.className().isPresent() ? ModelFiles.classNames(run) : List.of();
        options.className().filter(name -> !known.contains(name)).ifPresent(name -> {
            throw new InvalidInputException("the network has no class '" + name + "'" + Suggestion.forName(name, known)
                    + "; classes: " + String.join(", ", known));
        });
    }

    private void leaveOut(Path image, String reason) {
        skipped.add(PathNames.text(image));
        heard.accept("skipped: " + reason);
    }

    private Path overlay(Path image) {
        return PathNames.resolve(out, names.stem(PathNames.text(image)) + ".png");
    }

    private PredictionFiles files() {
        return new PredictionFiles(out, classNames, predictions, names);
    }

    /** The images that could not be read. */
    public List<String> skipped() {
        return List.copyOf(skipped);
    }

    /**
     * Writes the boxes in a format.
     *
     * @param imagePrefix prefix of Label Studio's image addresses
     * @param oneBased whether VOC corners start at 1
     * @return the written files
     */
    public List<Path> export(ExportFormat format, String imagePrefix, boolean oneBased) {
        return switch (format) {
            case COCO -> List.of(files().coco());
            case VOC -> List.of(new VocFiles(out.resolve("voc/test"), oneBased).write(predictions, names));
            case CSV -> files().csv();
            case YOLO -> files().yolo();
            case LABEL_STUDIO -> List.of(files().labelStudio(imagePrefix));
        };
    }

    /** Writes an HTML page of the overlays. */
    public Path page() {
        return PredictionPage.write(out, predictions, skipped);
    }

    /**
     * A sentence for every folder that also contains overlays or exports of an earlier prediction.
     *
     * @param written the exported files and folders, and the page
     */
    public List<String> mixed(List<Path> written) {
        List<String> notes = new ArrayList<>();
        mixed(out, Stream.concat(Stream.of("predictions.json"), Stream.concat(perImage(".png"), in(out, written))))
                .ifPresent(notes::add);
        for (String name : List.of("coco", "csv", "yolo")) {
            Path folder = out.resolve(name);
            mixed(folder, in(folder, written)).ifPresent(notes::add);
        }
        mixedPerImage("voc/test", ".xml", written).ifPresent(notes::add);
        mixedPerImage("yolo/labels", ".txt", written).ifPresent(notes::add);
        return notes;
    }

    private Optional<String> mixedPerImage(String name, String extension, List<Path> written) {
        Path folder = out.resolve(name);
        return mixed(folder, written.contains(folder) ? perImage(extension) : Stream.of());
    }

    private static Stream<String> in(Path folder, List<Path> written) {
        return written.stream().filter(file -> folder.equals(file.getParent())).map(PathNames::name);
    }

    private Stream<String> perImage(String extension) {
        return images.stream().map(image -> names.stem(PathNames.text(image)) + extension);
    }

    private static Optional<String> mixed(Path folder, Stream<String> current) {
        OwnFiles.Earlier earlier = OwnFiles.earlier(folder, current);
        return Optional.of(earlier)
                .filter(files -> files.count() > 0)
                .map(files -> "note: " + folder + " also contains " + Counted.of(files.count(), "file")
                        + " of an earlier prediction, for example "
                        + files.example() + "; use another folder with --out to keep predictions apart");
    }

    private static String line(Predicted found, Path overlay) {
        String classes = found.classes().stream()
                .map(one ->
                        String.format(Locale.ROOT, "%s %.1f%%, %s", one.name(), 100 * one.score(), boxes(one.boxes())))
                .collect(Collectors.joining("; "));
        return found.image() + ": " + classes + " -> " + overlay;
    }

    private static String boxes(List<Corners> boxes) {
        return boxes.isEmpty()
                ? "no box above the threshold"
                : boxes.stream()
                        .map(b -> "x " + b.x0() + ".." + b.x1() + ", y " + b.y0() + ".." + b.y1())
                        .collect(Collectors.joining(" and "));
    }
}
