package org.wsol.backbones.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.Required;

/**
 * The numeric data sets of an HDF5 file, by path. Links are not followed: an external link could read other files. Not
 * safe for several threads.
 */
final class Hdf5File implements AutoCloseable {
    /** The maximum nesting of groups; deeper nesting indicates a cycle of links. */
    private static final int DEEPEST = 16;

    /** Deflate cannot compress more than 1 to 1032: a higher ratio is not valid data. */
    private static final long TIGHTEST = 1032;

    /** Deflate, shuffle and Fletcher's checksum, in the JDK and jHDF; other filters require unsafe or native code. */
    private static final Set<Integer> FILTERS = Set.of(1, 2, 3);

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private final Path path;
    private final HdfFile file;
    private final BoundedReads bytes;
    private final long fileBytes;
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private Hdf5File(Path path, HdfFile file, BoundedReads bytes, long fileBytes) {
        this.path = path;
        this.file = file;
        this.bytes = bytes;
        this.fileBytes = fileBytes;
    }

    /**
     * Opens a file and lists its data sets.
     *
     * @throws InvalidInputException if it is not an HDF5 file or damaged
     */
    static Hdf5File open(Path path) {
        try {
            return listed(path, BoundedReads.of(path));
        } catch (IOException e) {
            throw new InvalidInputException("cannot read weight file " + path + ": " + WsolException.reason(e), e);
        }
    }

    /** The same for a file in memory; {@code path} is for messages. */
    static Hdf5File of(Path path, byte[] content) throws IOException {
        return listed(path, BoundedReads.of(content));
    }

    /** The same file with renamed data sets. */
    Hdf5File renamed(UnaryOperator<String> names) {
        Hdf5File renamed = new Hdf5File(path, file, bytes, fileBytes);
        datasets.forEach((name, dataset) -> renamed.datasets.put(names.apply(name), dataset));
        shapes.forEach((name, shape) -> renamed.shapes.put(names.apply(name), shape));
        return renamed;
    }

    private static Hdf5File listed(Path path, BoundedReads bytes) throws IOException {
        try {
            ByteBuffer begin = ByteBuffer.allocate(SIGNATURE.length);
            bytes.read(begin);
            if (!Arrays.equals(begin.array(), SIGNATURE)) {
                throw new InvalidInputException("weight file " + path + " is not an HDF5 file. Download it again.");
            }
            bytes.position(0);
            long size = bytes.size();
            return guarded(path, "cannot list its content", () -> {
                Hdf5File opened = new Hdf5File(path, new HdfFile(bytes, path.toUri()), bytes, size);
                opened.list(opened.file, "", 0);
                return opened;
            });
        } catch (IOException | RuntimeException e) {
            try {
                bytes.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private interface Reading<T> {
        T read();
    }

    /**
     * A damaged file can cause endless recursion or an array of any size; both errors are safe to catch here, because
     * the recursion has ended or the array was never created.
     */
    private static <T> T guarded(Path path, String problem, Reading<T> reading) {
        try {
            return reading.read();
        } catch (InvalidInputException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new InvalidInputException(
                    "weight file " + path + " is damaged: " + problem + " (" + e + "). Download it again.", e);
        }
    }

    private void list(Group group, String prefix, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException("groups are nested too deeply at " + prefix);
        }
        for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
            Node node = child.getValue();
            String name = prefix + child.getKey();
            if (node.isLink()) {
                continue;
            }
            if (node instanceof Group inner) {
                list(inner, name + "/", depth + 1);
            } else if (node instanceof Dataset dataset && isNumeric(dataset)) {
                datasets.put(name, dataset);
                shapes.put(name, shape(name, dataset));
            }
        }
    }

    private static List<Long> shape(String name, Dataset dataset) {
        List<Long> shape = Arrays.stream(dataset.getDimensionsAsLong()).boxed().toList();
        long count = 1;
        for (long extent : shape) {
            if (extent < 0 || extent > LONGEST_ARRAY) {
                throw new IllegalStateException("'" + name + "' has the impossible shape " + shape);
            }
            count = Math.multiplyExact(count, extent);
        }
        if (count > LONGEST_ARRAY) {
            throw new IllegalStateException("'" + name + "' has shape " + shape + ", more than can be read at once");
        }
        return shape;
    }

    private static boolean isNumeric(Dataset dataset) {
        return dataset.getDataType() instanceof FloatingPoint || dataset.getDataType() instanceof FixedPoint;
    }

    /** Shapes of all numeric data sets by path, {@code group/group/name}. */
    Map<String, List<Long>> shapes() {
        return shapes;
    }

    /** The values of a data set, row-major, as float32. */
    float[] read(String name) {
        Dataset dataset = datasets.get(name);
        if (dataset == null) {
            throw new InvalidInputException("weight file " + path + " has no data set '" + name + "'");
        }
        return guarded(path, "cannot read '" + name + "'", () -> {
            int count = count(name);
            bytes.begin();
            if (count == 0) {
                return new float[0];
            }
            requireKnownFilters(name, dataset);
            Object data = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
            return floats(data, count);
        });
    }

    private void requireKnownFilters(String name, Dataset dataset) {
        for (PipelineFilterWithData filter : dataset.getFilters()) {
            if (!FILTERS.contains(filter.getId())) {
                throw new InvalidInputException(
                        "weight file " + path + ": '" + name + "' is packed with filter " + filter.getId() + " ("
                                + filter.getName() + "), which is not supported. Save it with gzip or uncompressed.");
            }
        }
    }

    private int count(String name) {
        long count = 1;
        for (long extent : Required.value(shapes, name)) {
            count *= extent;
        }
        if (count / TIGHTEST > fileBytes) {
            throw new IllegalStateException("it declares " + count + " values in a file of " + fileBytes + " bytes");
        }
        return (int) count;
    }

    private static float[] floats(Object data, int count) {
        float[] values = new float[count];
        if (data instanceof Number number) {
            values[0] = number.floatValue();
            return values;
        }
        int found = java.lang.reflect.Array.getLength(data);
        if (found != count) {
            throw new IllegalStateException("it has " + found + " values and declares " + count);
        }
        if (data instanceof float[] numbers) {
            return numbers;
        }
        for (int i = 0; i < count; i++) {
            values[i] = ((Number) java.lang.reflect.Array.get(data, i)).floatValue();
        }
        return values;
    }

    @Override
    public void close() {
        try (bytes) {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }
}
