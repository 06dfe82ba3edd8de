package org.wsol.experiment.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.core.StorageException;
import org.wsol.core.io.AtomicFiles;

/** Writes the maps of all test images as one {@code .npy} file of float32 values shaped (N, height, width). */
public final class MapStack {
    private static final int PREAMBLE = 10;
    private static final int ALIGNMENT = 64;

    private MapStack() {}

    /**
     * Writes maps in one step, making the folders above the file.
     *
     * @param maps at least one, all of one size, in the order of {@code images.csv}
     */
    public static void write(Path file, List<ScoreMap> maps) {
        ImageSize size = maps.get(0).size();
        if (!maps.stream().allMatch(map -> map.size().equals(size))) {
            throw new IllegalArgumentException("the maps of one file must be of one size, the first is " + size);
        }
        try {
            AtomicFiles.write(file, out -> {
                out.write(header(maps.size(), size));
                for (ScoreMap map : maps) {
                    out.write(bytes(map));
                }
            });
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    private static byte[] bytes(ScoreMap map) {
        float[] values = map.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Version 1.0: magic, version, length of the text, and the text padded so that the data starts aligned. */
    private static byte[] header(int count, ImageSize size) {
        String fields = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ", " + size.height() + ", "
                + size.width() + "), }";
        int padding = Math.floorMod(-(PREAMBLE + fields.length() + 1), ALIGNMENT);
        byte[] text = (fields + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(PREAMBLE + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .array();
    }
}
