package org.wsol.experiment.results;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.RandomAccess;
import org.wsol.core.Box;
import org.wsol.core.internal.io.SpilledRecords;

/** A growing list of results, 8 bytes each on the heap: large ones continue in a temporary file. */
final class StoredResults extends AbstractList<ImageResult> implements RandomAccess {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final SpilledRecords records = new SpilledRecords();
    private long idSum;

    @Override
    public boolean add(ImageResult image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(image.index());
            write(image.imageId(), out);
            write(image.path(), out);
            out.writeInt(image.width());
            out.writeInt(image.height());
            out.writeInt(image.label());
            write(image.className(), out);
            out.writeInt(image.predicted());
            write(image.predictedName(), out);
            write(image.probability(), out);
            out.writeBoolean(image.topFiveHit());
            write(image.threshold(), out);
            write(image.predictedBox().stream().toList(), out);
            write(image.truth(), out);
            write(image.iou(), out);
            write(image.error(), out);
            write(image.foundByNorm(), out);
            write(image.suppressedBySimilarity(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        records.add(bytes.toByteArray());
        idSum += hash(image.imageId());
        return true;
    }

    /** The sum of a 64-bit hash (FNV-1a) of every image id: equal for the same images in any order. */
    long idSum() {
        return idSum;
    }

    static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (part & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    @Override
    public ImageResult get(int index) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(records.get(index)))) {
            return new ImageResult(
                    in.readInt(),
                    text(in),
                    text(in),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    text(in),
                    in.readInt(),
                    text(in),
                    number(in),
                    in.readBoolean(),
                    number(in),
                    boxes(in).stream().findFirst(),
                    boxes(in),
                    number(in),
                    text(in),
                    number(in),
                    number(in));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
    }

    @Override
    public int size() {
        return records.size();
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(OptionalDouble number, DataOutputStream out) throws IOException {
        out.writeBoolean(number.isPresent());
        out.writeDouble(number.orElse(0));
    }

    private static void write(List<Box> boxes, DataOutputStream out) throws IOException {
        out.writeInt(boxes.size());
        for (Box box : boxes) {
            out.writeInt(box.x0());
            out.writeInt(box.y0());
            out.writeInt(box.x1());
            out.writeInt(box.y1());
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static OptionalDouble number(DataInputStream in) throws IOException {
        boolean present = in.readBoolean();
        double number = in.readDouble();
        return present ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static List<Box> boxes(DataInputStream in) throws IOException {
        List<Box> boxes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            boxes.add(new Box(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
        }
        return boxes;
    }
}
