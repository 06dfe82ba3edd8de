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
 * CUB-200-2011 as downloaded, as DataVec records: image, label, and boxes in the metadata. The layout {@code cub} uses
 * this reader for its annotations too ({@link #split}).
 */
public final class CubBoxRecordReader extends DataSplitRecordReader {

    /**
     * Reads the lists; images are decoded when their records are requested.
     *
     * @param root the folder with images.txt, bounding_boxes.txt and the other lists
     * @param part {@link SplitName#TRAIN} or {@link SplitName#TEST}; there are no other splits
     * @param settings size and normalisation of the images
     * @throws InvalidInputException if there is no such split or the folder does not exist
     * @throws org.wsol.core.DataException if lists are missing or lines are invalid; the message names all of them
     */
    public CubBoxRecordReader(Path root, SplitName part, Preprocessing settings) {
        this(CubLists.read(Folders.require(root, "CUB-200-2011"), Optional.empty()), part, settings);
    }

    private CubBoxRecordReader(CubLists lists, SplitName part, Preprocessing settings) {
        this(lists.part(known(part)), lists.classNames(), settings);
    }

    private CubBoxRecordReader(DataSplit split, List<String> classNames, Preprocessing settings) {
        super(split, classNames, settings);
    }

    /** Both splits from one pass over the lists, with masks below the folder of segmentations. */
    static Map<SplitName, CubBoxRecordReader> parts(Path root, Optional<Path> segmentations) {
        CubLists lists = CubLists.read(root, segmentations);
        Preprocessing settings = Preprocessing.reference();
        return Map.of(
                SplitName.TRAIN, new CubBoxRecordReader(lists, SplitName.TRAIN, settings),
                SplitName.TEST, new CubBoxRecordReader(lists, SplitName.TEST, settings));
    }

    private static SplitName known(SplitName part) {
        if (part == SplitName.VAL) {
            throw new InvalidInputException("CUB-200-2011 has no val split; its splits are train and test");
        }
        return part;
    }
}
