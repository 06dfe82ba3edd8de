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
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.AntialiasedResize;

/**
 * Reads a data split as DataVec records of two values: the image as float32 (1, 3, H, W), resized and normalised as for
 * evaluation, and its label. For code built on DataVec; training uses
 * {@link org.wsol.data.batch.ImageBatchLoader}, which decodes in parallel and augments repeatably.
 */
public final class DataSplitRecordReader extends BaseRecordReader {
    private final List<String> classNames;
    private final Preprocessing settings;
    private transient DataSplitInputSplit images;
    private Configuration configuration = new Configuration();
    private int next;

    /**
     * A reader; call {@link #initialize(InputSplit)} with a {@link DataSplitInputSplit} to move it to another split.
     *
     * @param classNames class names; the position is the label
     */
    public DataSplitRecordReader(DataSplit split, List<String> classNames, Preprocessing settings) {
        this.images = new DataSplitInputSplit(split);
        this.inputSplit = images;
        this.classNames = List.copyOf(classNames);
        this.settings = settings;
    }

    /** Starts over on a split, which must be a {@link DataSplitInputSplit}. */
    @Override
    public void initialize(InputSplit split) {
        if (!(split instanceof DataSplitInputSplit given)) {
            throw new InvalidInputException("this reader needs a DataSplitInputSplit, got "
                    + split.getClass().getSimpleName());
        }
        images = given;
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
        return next < images.split().size();
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
            throw new NoSuchElementException("the split has " + next + " images");
        }
        Record record = read(next);
        next++;
        invokeListeners(record);
        return record;
    }

    private Record read(int index) {
        DataSplit split = images.split();
        List<Writable> values = new ArrayList<>();
        values.add(new NDArrayWritable(tensor(settings.reading().decoder().decode(split.imagePath(index)))));
        values.add(new IntWritable(split.label(index)));
        RecordMetaData origin =
                new RecordMetaDataIndex(index, split.imagePath(index).toUri(), DataSplitRecordReader.class);
        return new org.datavec.api.records.impl.Record(values, origin);
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
        if (!(origin instanceof RecordMetaDataIndex position)) {
            throw new InvalidInputException("this reader needs the metadata of its own records, got " + origin);
        }
        return read((int) position.getIndex());
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
        // holds nothing open
    }
}
