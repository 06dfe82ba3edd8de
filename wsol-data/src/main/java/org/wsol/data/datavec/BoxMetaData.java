package org.wsol.data.datavec;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.metadata.RecordMetaData;
import org.wsol.core.Box;
import org.wsol.core.data.DataSplit;

/**
 * The source of a record and the boxes of its objects. {@code RecordReaderDataSetIterator} returns it with each batch
 * after {@code setCollectMetaData(true)}: {@code batch.getExampleMetaData(BoxMetaData.class)}.
 *
 * @param index the image's position in the reader's split
 * @param imageId the image's name within the data set
 * @param label the class, from 0
 * @param uri the image file
 * @param corners inclusive x0, y0, x1, y1 of each box in pixels of the original image, in one list
 * @param readerClass the reader that created the record
 */
public record BoxMetaData(int index, String imageId, int label, URI uri, List<Integer> corners, Class<?> readerClass)
        implements RecordMetaData {
    private static final int SIDES = 4;

    /** Copies the corners. */
    public BoxMetaData {
        corners = List.copyOf(corners);
    }

    static BoxMetaData of(DataSplit split, int index, Class<?> readerClass) {
        List<Integer> corners = new ArrayList<>();
        for (Box box : split.boxes(index)) {
            corners.addAll(List.of(box.x0(), box.y0(), box.x1(), box.y1()));
        }
        return new BoxMetaData(
                index,
                split.imageId(index),
                split.label(index),
                split.imagePath(index).toUri(),
                corners,
                readerClass);
    }

    /** Ground-truth boxes in pixels of the original image; empty if none are known. */
    public List<Box> boxes() {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < corners.size(); i += SIDES) {
            boxes.add(new Box(corners.get(i), corners.get(i + 1), corners.get(i + 2), corners.get(i + 3)));
        }
        return boxes;
    }

    @Override
    public String getLocation() {
        return uri + " (" + imageId + ")";
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public Class<?> getReaderClass() {
        return readerClass;
    }
}
