package org.wsol.data.datavec;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.AntialiasedResize;

/**
 * Reads a data split as DataVec records of two values: the image as float32 (1, 3, H, W), resized and normalised as for
 * evaluation, and its label; {@link #withBoxColumn} adds the boxes as a third. Each record's metadata is a {@link
 * BoxMetaData} with the image's id and boxes. For code based on DataVec; training uses {@link
 * org.wsol.data.batch.ImageBatchLoader}, which decodes in parallel and augments reproducibly.
 *
 * <p>A new reader is ready for use, with all images of the split in order. {@link #initialize(InputSplit)} restricts it
 * to some of them, for example to a sample drawn with {@code sample} from {@link #images}.
 */
public class DataSplitRecordReader extends BaseRecordReader {
    private static final int CORNERS = 4;

    private final List<String> classNames;
    private final Preprocessing settings;
    private transient DataSplit split;
    private int[] chosen;
    private boolean boxColumn;
    private Configuration configuration = new Configuration();
    private int next;

    /**
     * A reader of all images of a split.
     *
     * @param classNames class names, indexed by label
     */
    public DataSplitRecordReader(DataSplit split, List<String> classNames, Preprocessing settings) {
        DataSplitInputSplit all = new DataSplitInputSplit(split);
        this.split = split;
        this.chosen = all.indices();
        this.inputSplit = all;
        this.classNames = List.copyOf(classNames);
        this.settings = settings;
    }

    /** The split that is read: ids, labels, boxes and masks of all its images, without decoding any. */
    public DataSplit split() {
        return split;
    }

    /** All images of the split as locations, for {@code sample} and {@link #initialize(InputSplit)}. */
    public DataSplitInputSplit images() {
        return new DataSplitInputSplit(split);
    }

    /**
     * Adds a third value to all following records: the boxes as float32 (boxes, 4) of inclusive x0, y0, x1, y1 in
     * pixels of the original image, (0, 4) where none are known. {@code RecordReaderDataSetIterator} supports only
     * images and labels and must be used without it; the boxes are then in the metadata.
     *
     * @return this reader
     */
    public DataSplitRecordReader withBoxColumn() {
        boxColumn = true;
        return this;
    }

    /**
     * Restarts with other images: those of another split ({@link DataSplitInputSplit}), all images of this split below
     * a folder ({@link FileSplit}; other files are ignored), or the listed images in the order of the list.
     *
     * @throws InvalidInputException if listed images do not belong to this split, naming all of them, or if no image
     *     remains
     */
    @Override
    public void initialize(InputSplit given) {
        if (given instanceof DataSplitInputSplit whole) {
            split = whole.split();
            chosen = whole.indices();
        } else {
            chosen = LocatedImages.choose(split, given);
        }
        inputSplit = given;
        next = 0;
    }

    @Override
    public void initialize(Configuration conf, InputSplit split) {
        configuration = conf;
        initialize(split);
    }

    @Override
    public boolean hasNext() {
        return next < chosen.length;
    }

    @Override
    public List<Writable> next() {
        return nextRecord().getRecord();
    }

    @Override
    public List<List<Writable>> next(int count) {
        List<List<Writable>> records = new ArrayList<>();
        while (records.size() < count && hasNext()) {
            records.add(next());
        }
        return records;
    }

    @Override
    public boolean batchesSupported() {
        return true;
    }

    @Override
    public Record nextRecord() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more than " + next + " images");
        }
        Record record = read(chosen[next]);
        next++;
        invokeListeners(record);
        return record;
    }

    private Record read(int index) {
        List<Writable> values = new ArrayList<>();
        values.add(new NDArrayWritable(tensor(settings.reading().decoder().decode(split.imagePath(index)))));
        values.add(new IntWritable(split.label(index)));
        BoxMetaData origin = BoxMetaData.of(split, index, getClass());
        if (boxColumn) {
            values.add(new NDArrayWritable(corners(origin.boxes())));
        }
        return new org.datavec.api.records.impl.Record(values, origin);
    }

    private static INDArray corners(List<Box> boxes) {
        INDArray corners = Nd4j.create(DataType.FLOAT, boxes.size(), CORNERS);
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            int[] sides = {box.x0(), box.y0(), box.x1(), box.y1()};
            for (int j = 0; j < CORNERS; j++) {
                corners.putScalar(i, j, sides[j]);
            }
        }
        return corners;
    }

    private INDArray tensor(RgbImage image) {
        ImageSize size = settings.transformation().evaluationInputSize();
        float[] planes = new float[Math.toIntExact(3 * size.area())];
        settings.transformation().normalization().toPlanes(AntialiasedResize.resize(image, size), false, planes);
        return Nd4j.create(planes, new long[] {1, 3, size.height(), size.width()}, 'c');
    }

    @Override
    public List<String> getLabels() {
        return classNames;
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** The tensor of an image from a stream; its label is unknown, so the record has one value. */
    @Override
    public List<Writable> record(URI uri, DataInputStream stream) throws IOException {
        ImageDecoder decoder = settings.reading().decoder();
        RgbImage image = decoder.decode(stream.readAllBytes(), Path.of(uri));
        return List.of(new NDArrayWritable(tensor(image)));
    }

    @Override
    public Record loadFromMetaData(RecordMetaData origin) {
        if (!(origin instanceof BoxMetaData position)) {
            throw new InvalidInputException("this reader needs the metadata of its own records, got " + origin);
        }
        return read(position.index());
    }

    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> origins) {
        return origins.stream().map(this::loadFromMetaData).toList();
    }

    @Override
    public void setConf(Configuration conf) {
        configuration = conf;
    }

    @Override
    public Configuration getConf() {
        return configuration;
    }

    @Override
    public void close() {
        // no open resources
    }
}
