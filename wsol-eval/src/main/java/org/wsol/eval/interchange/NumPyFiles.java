package org.wsol.eval.interchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.map.ScoreArray;

/** Reads and writes {@code .npy} files of float16, float32 and float64, in C and Fortran order, of either byte order. */
public final class NumPyFiles {
    private static final int ALIGNMENT = 64;
    private static final int PREAMBLE = 10;

    private NumPyFiles() {}

    /**
     * Reads an array.
     *
     * @throws InvalidInputException naming the file, when it cannot be read, is cut off, holds more than its header says or
     *     has elements that are no floating-point numbers
     */
    public static NumPyArray read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read: " + e, e);
        }
        try {
            return parse(bytes);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + " " + e.getMessage(), e);
        } catch (ArithmeticException e) {
            throw new InvalidInputException(file + " has a .npy header whose shape no file can hold", e);
        }
    }

    private static NumPyArray parse(byte[] bytes) {
        NumPyHeader header = NumPyHeader.parse(bytes);
        long needed = Math.multiplyExact(header.elements(), header.elementSize());
        long present = bytes.length - header.dataOffset();
        if (present < needed) {
            throw new InvalidInputException(
                    "is truncated: its header promises " + needed + " bytes of data, it has " + present);
        }
        if (present > needed) {
            throw new InvalidInputException("has " + (present - needed) + " bytes more than its header promises");
        }
        ByteBuffer data = ByteBuffer.wrap(bytes, header.dataOffset(), (int) needed)
                .slice()
                .order(header.order());
        int[] source = sourceOrder(header);
        return switch (header.type()) {
            case "f8" -> new NumPyArray(header.shape(), doubles(data, source));
            case "f4" -> new NumPyArray(header.shape(), floats(data, source));
            default -> new NumPyArray(header.shape(), halves(data, source));
        };
    }

    private static double[] doubles(ByteBuffer data, int[] source) {
        double[] values = new double[source.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.getDouble(source[i] * Double.BYTES);
        }
        return values;
    }

    private static float[] floats(ByteBuffer data, int[] source) {
        float[] values = new float[source.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.getFloat(source[i] * Float.BYTES);
        }
        return values;
    }

    private static float[] halves(ByteBuffer data, int[] source) {
        float[] values = new float[source.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = HalfPrecision.toFloat(data.getShort(source[i] * Short.BYTES));
        }
        return values;
    }

    /** For each row-major position the position in the file. */
    private static int[] sourceOrder(NumPyHeader header) {
        int[] shape = header.shape();
        int[] source = new int[Math.toIntExact(header.elements())];
        int[] index = new int[shape.length];
        for (int i = 0; i < source.length; i++) {
            source[i] = header.fortranOrder() ? fortranPosition(index, shape) : i;
            for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
        return source;
    }

    private static int fortranPosition(int[] index, int[] shape) {
        int position = 0;
        for (int d = shape.length - 1; d >= 0; d--) {
            position = position * shape[d] + index[d];
        }
        return position;
    }

    /**
     * Writes a score map in its own precision, in C order and little-endian, making the folders above it.
     *
     * @throws InvalidInputException when the file cannot be written
     */
    public static void write(Path file, ScoreArray map) {
        int count = map.height() * map.width();
        int elementSize = map.isDoublePrecision() ? Double.BYTES : Float.BYTES;
        byte[] header = header(map.isDoublePrecision() ? "<f8" : "<f4", map.height(), map.width());
        ByteBuffer bytes =
                ByteBuffer.allocate(header.length + count * elementSize).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(header);
        for (int i = 0; i < count; i++) {
            if (map.isDoublePrecision()) {
                bytes.putDouble(map.at(i));
            } else {
                bytes.putFloat((float) map.at(i));
            }
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be written: " + e, e);
        }
    }

    private static byte[] header(String descr, int height, int width) {
        String dictionary =
                "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + height + ", " + width + "), }";
        int unpadded = PREAMBLE + dictionary.length() + 1;
        int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - PREAMBLE;
        String padded = dictionary + " ".repeat(length - dictionary.length() - 1) + "\n";
        ByteBuffer header = ByteBuffer.allocate(PREAMBLE + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        header.putShort((short) length).put(padded.getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }
}
