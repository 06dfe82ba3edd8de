package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.datavec.DataSplitRecordReader;

/**
 * ILSVRC 2012 as downloaded, as DataVec records: image, label, and boxes in the metadata. The layout {@code ilsvrc}
 * uses this reader for its annotations too ({@link #split}).
 */
public final class ImageNetBoxRecordReader extends DataSplitRecordReader {

    /**
     * Reads the annotations; images are decoded when their records are requested.
     *
     * @param root the folder of the unpacked archives
     * @param part {@link SplitName#TRAIN} (with boxes, if any), or {@link SplitName#TEST} for the validation images,
     *     which the reference evaluation uses for testing
     * @param settings size and normalisation of the images
     * @throws InvalidInputException if there is no such split or the folder does not exist
     * @throws org.wsol.core.DataException if annotations are missing or invalid; the message names file and line
     */
    public ImageNetBoxRecordReader(Path root, SplitName part, Preprocessing settings) {
        this(Source.of(IlsvrcOptions.of(root), Progress.NONE), part, settings);
    }

    private ImageNetBoxRecordReader(Source source, SplitName part, Preprocessing settings) {
        this(
                source.part(part, source.annotations().isPresent()),
                source.synsets().names(),
                settings);
    }

    private ImageNetBoxRecordReader(DataSplit split, List<String> classNames, Preprocessing settings) {
        super(split, classNames, settings);
    }

    /**
     * The available splits.
     *
     * @param readers a reader for each, train first
     * @param synsets the classes
     */
    record Parts(Map<SplitName, ImageNetBoxRecordReader> readers, Synsets synsets) {}

    /** All splits requested by the options. */
    static Parts parts(IlsvrcOptions options, Progress progress) {
        Source source = Source.of(options, progress);
        Map<SplitName, ImageNetBoxRecordReader> readers = new EnumMap<>(SplitName.class);
        for (SplitName part : List.of(SplitName.TRAIN, SplitName.TEST)) {
            if (Files.isDirectory(source.folder(part))) {
                DataSplit split = source.part(part, options.trainBoxes());
                readers.put(
                        part,
                        new ImageNetBoxRecordReader(split, source.synsets().names(), Preprocessing.reference()));
            }
        }
        return new Parts(readers, source.synsets());
    }

    /** The locations of the files. */
    private record Source(Path data, Optional<Path> annotations, Synsets synsets, Progress progress) {

        static Source of(IlsvrcOptions options, Progress progress) {
            Path root = Folders.require(options.root(), "data.root", "ILSVRC");
            Path data = IlsvrcProvider.dataFolder(root);
            return new Source(
                    data,
                    options.annotations().or(() -> IlsvrcProvider.annotationsOf(root)),
                    IlsvrcProvider.synsets(options, root, data),
                    progress);
        }

        Path folder(SplitName part) {
            return data.resolve(part == SplitName.TRAIN ? "train" : "val");
        }

        DataSplit part(SplitName part, boolean trainBoxes) {
            if (part == SplitName.VAL) {
                throw new InvalidInputException(
                        "ILSVRC is read as train and test; its validation images are the split test");
            }
            Folders.require(folder(part), "the split " + part.id());
            IlsvrcReader reader = new IlsvrcReader(data, annotations, synsets, progress);
            return part == SplitName.TRAIN ? reader.train(trainBoxes) : reader.validation();
        }
    }
}
