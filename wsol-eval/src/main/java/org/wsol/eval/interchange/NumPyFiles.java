package org.wsol.eval.interchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.eval.map.ScoreArray;

/** Reads and writes {@code .npy} files of float16, float32 and float64, in C and Fortran order, of either byte order. */
public final class NumPyFiles {
    private static final int LONGEST_HEADER = 1 << 20;
    private static final long LARGEST = 1L << 30;

    private NumPyFiles() {}

    /**
     * Reads an array.
     *
     * @throws InvalidInputException naming the file, when it cannot be read, is truncated, has more content than its
     *     header states or has elements that are not floating-point numbers
     */
    public static NumPyArray read(Path file) {
        return reading(file, NumPyFiles::parse);
    }

    /** Reads something from an open file. */
    private interface Reading<T> {
        T from(FileChannel file) throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> what) {
        try (FileChannel channel = FileChannel.open(file)) {
            return what.from(channel);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read: " + WsolException.reason(e), e);
        } catch (ArithmeticException e) {
            throw new InvalidInputException(file + " has a .npy header with an impossible shape", e);
        } catch (OutOfMemoryError e) {
            throw new InvalidInputException(
                    file + " does not fit into Java's memory; give it more, for example WSOL_OPTS=-Xmx4g", e);
        }
    }

    /**
     * The dimensions of an array, read from its header.
     *
     * @throws InvalidInputException naming the file, when it cannot be read or does not begin with such a header
     */
    public static int[] shape(Path file) {
        return reading(file, channel -> header(channel).shape());
    }

    /**
     * Some rows of an array, each with all values of its position in the first dimension, as float32. Only these are
     * read, unless the array is in Fortran order.
     *
     * @param rows positions in the first dimension, from 0
     * @throws InvalidInputException as for {@link #read}
     */
    public static List<float[]> rows(Path file, List<Integer> rows) {
        return reading(file, channel -> {
            NumPyHeader header = header(channel);
            long each = header.elements() / Math.max(1, header.shape()[0]);
            List<float[]> found = new ArrayList<>();
            if (header.fortranOrder()) {
                float[] values = parse(channel).toFloats();
                rows.forEach(
                        row -> found.add(Arrays.copyOfRange(values, (int) (row * each), (int) ((row + 1) * each))));
                return found;
            }
            requireLength(header, channel.size());
            int[] shape = {(int) each};
            for (int row : rows) {
                Objects.checkIndex(row, header.shape()[0]);
                long start = header.dataOffset() + row * each * header.elementSize();
                ByteBuffer data = ByteBuffer.wrap(read(channel, start, (int) (each * header.elementSize())))
                        .order(header.order());
                found.add(
                        array(header, shape, data, IntStream.range(0, shape[0]).toArray())
                                .toFloats());
            }
            return found;
        });
    }

    /** The header is checked first, so that large files of another type are not read. */
    private static NumPyArray parse(FileChannel file) throws IOException {
        NumPyHeader header = header(file);
        long needed = requireLength(header, file.size());
        if (needed > LARGEST) {
            throw new InvalidInputException("contains " + header.elements() + " numbers, more than a score map has;"
                    + " write one file per image, of height x width");
        }
        ByteBuffer data =
                ByteBuffer.wrap(read(file, header.dataOffset(), (int) needed)).order(header.order());
        return array(header, header.shape(), data, sourceOrder(header));
    }

    private static NumPyHeader header(FileChannel file) throws IOException {
        return NumPyHeader.parse(read(file, 0, (int) Math.min(LONGEST_HEADER, file.size())));
    }

    private static long requireLength(NumPyHeader header, long size) {
        long needed = Math.multiplyExact(header.elements(), header.elementSize());
        long present = size - header.dataOffset();
        if (present < needed) {
            throw new InvalidInputException(
                    "is truncated: its header promises " + needed + " bytes of data, it has " + present);
        }
        if (present > needed) {
            throw new InvalidInputException("has " + (present - needed) + " bytes more than its header promises");
        }
        return needed;
    }

    private static NumPyArray array(NumPyHeader header, int[] shape, ByteBuffer data, int[] source) {
        return switch (header.type()) {
            case "f8" -> new NumPyArray(shape, doubles(data, source));
            case "f4" -> new NumPyArray(shape, floats(data, source));
            default -> new NumPyArray(shape, halves(data, source));
        };
    }

    private static byte[] read(FileChannel file, long start, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        int got = 0;
        while (got >= 0 && bytes.hasRemaining()) {
            got = file.read(bytes, start + bytes.position());
        }
        return bytes.array();
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

    /** The position in the file of each row-major position. */
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
     * Writes a score map atomically in its own precision, in C order and little-endian; creates parent folders.
     *
     * @throws StorageException if the file cannot be written
     */
    public static void write(Path file, ScoreArray map) {
        try {
            AtomicFiles.write(file, out -> encode(map, out));
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    /**
     * Writes the file content of a score map: its own precision, C order, little-endian.
     *
     * @param out the stream, which is not closed
     */
    public static void encode(ScoreArray map, OutputStream out) throws IOException {
        int count = map.height() * map.width();
        boolean wide = map.isDoublePrecision();
        ByteBuffer bytes =
                ByteBuffer.allocate(count * (wide ? Double.BYTES : Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            if (wide) {
                bytes.putDouble(map.at(i));
            } else {
                bytes.putFloat((float) map.at(i));
            }
        }
        int[] shape = {map.height(), map.width()};
        out.write(NumPyHeader.bytes(wide ? "<f8" : "<f4", shape));
        out.write(bytes.array());
    }

    /**
     * Writes float32 values in C order atomically, block by block; creates parent folders.
     *
     * @param shape the dimensions
     * @param blocks the values in row-major order, as many in total as the shape requires
     * @throws StorageException if the file cannot be written
     */
    public static void writeFloats(Path file, int[] shape, Iterable<float[]> blocks) {
        write(file, NumPyHeader.bytes("<f4", shape), out -> {
            for (float[] values : blocks) {
                ByteBuffer bytes =
                        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        });
    }

    private static void write(Path file, byte[] header, AtomicFiles.Content values) {
        try {
            AtomicFiles.write(file, out -> {
                out.write(header);
                values.writeTo(out);
            });
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }
}
