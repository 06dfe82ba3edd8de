package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.datavec.DataSplitRecordReader;

/**
 * One split of a data set in the metadata layout of the reference evaluation (CUB, ILSVRC, OpenImages30k), as DataVec
 * records: image, label, and boxes in the metadata. The layout {@code reference} uses this reader for its annotations
 * too ({@link #split}).
 */
public final class ReferenceBoxRecordReader extends DataSplitRecordReader {

    /**
     * Reads the lists; images are decoded when their records are requested.
     *
     * @param images the folder that image ids are relative to
     * @param metadata the folder with one sub-folder per split, where {@code train-weaksup} and {@code train-fullsup}
     *     are alternative names of {@code train} and {@code val}
     * @param settings size and normalisation of the images
     * @throws InvalidInputException if there is no such split or folder
     * @throws org.wsol.core.DataException if lists are missing or lines are invalid; the message names all of them
     */
    public ReferenceBoxRecordReader(Path images, Path metadata, SplitName part, Preprocessing settings) {
        this(read(images, metadata, part), metadata, settings);
    }

    private ReferenceBoxRecordReader(DataSplit split, Path metadata, Preprocessing settings) {
        super(split, ClassNames.find(Optional.empty(), metadata, List.of(split)), settings);
    }

    private ReferenceBoxRecordReader(DataSplit split) {
        super(split, List.of(), Preprocessing.reference());
    }

    /** One split's lists; class names are determined later from all splits together. */
    static ReferenceBoxRecordReader of(
            SplitName part, Path folder, Path images, Path masks, Map<String, String> renamed) {
        return new ReferenceBoxRecordReader(
                ReferenceSplitReader.read(part, folder, images, masks, renamed).build());
    }

    private static DataSplit read(Path images, Path metadata, SplitName part) {
        Folders.require(images, "the images");
        Path folder = ReferenceProvider.partFolder(Folders.require(metadata, "the lists"), part)
                .orElseThrow(() -> new InvalidInputException("the metadata folder " + metadata + " has no split "
                        + part.id() + " with " + ReferenceSplitReader.IDS + " in it"));
        return ReferenceSplitReader.read(part, folder, images, images, Map.of()).build();
    }
}
