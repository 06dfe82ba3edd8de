package org.wsol.eval.metric;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.internal.io.SpilledRecords;
import org.wsol.eval.box.LevelCurve;

/** The bytes of an {@link ImageScore}: about 2 KB, beginning with the image's name. */
final class ScoreRecord {
    private static final int USUAL_NAME = 256;

    private ScoreRecord() {}

    static byte[] encode(ImageScore score) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            GroundTruth truth = score.truth();
            byte[] name = truth.imageId().getBytes(StandardCharsets.UTF_8);
            out.writeInt(name.length);
            out.write(name);
            out.writeInt(truth.label());
            out.writeInt(truth.imageSize().height());
            out.writeInt(truth.imageSize().width());
            write(truth.boxes(), out);
            write(score.scaledBoxes(), out);
            score.largest().write(out);
            score.all().write(out);
            write(score.componentBox(), out);
            List<Integer> classes =
                    score.prediction().map(ClassPrediction::classes).orElse(List.of());
            out.writeInt(classes.size());
            for (int predicted : classes) {
                out.writeInt(predicted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** @param size the size of the evaluation */
    static ImageScore decode(byte[] record, ImageSize size) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
            String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            int label = in.readInt();
            ImageSize imageSize = new ImageSize(in.readInt(), in.readInt());
            List<Box> boxes = boxes(in);
            List<Box> scaled = boxes(in);
            LevelCurve largest = LevelCurve.read(in, size);
            LevelCurve all = LevelCurve.read(in, size);
            Box component = box(in);
            List<Integer> classes = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                classes.add(in.readInt());
            }
            return new ImageScore(
                    new GroundTruth(name, label, imageSize, boxes),
                    scaled,
                    largest,
                    all,
                    component,
                    classes.isEmpty() ? Optional.empty() : Optional.of(new ClassPrediction(classes)));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
    }

    /** The image's name, in UTF-8. */
    static byte[] name(SpilledRecords records, int index) {
        byte[] start = records.get(index, Integer.BYTES + USUAL_NAME);
        int end = Integer.BYTES + ByteBuffer.wrap(start).getInt();
        return Arrays.copyOfRange(end <= start.length ? start : records.get(index, end), Integer.BYTES, end);
    }

    private static void write(List<Box> boxes, DataOutputStream out) throws IOException {
        out.writeInt(boxes.size());
        for (Box box : boxes) {
            write(box, out);
        }
    }

    private static void write(Box box, DataOutputStream out) throws IOException {
        out.writeInt(box.x0());
        out.writeInt(box.y0());
        out.writeInt(box.x1());
        out.writeInt(box.y1());
    }

    private static List<Box> boxes(DataInputStream in) throws IOException {
        List<Box> boxes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            boxes.add(box(in));
        }
        return boxes;
    }

    private static Box box(DataInputStream in) throws IOException {
        return new Box(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
