package org.wsol.backbones.keras;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.wsol.core.InvalidInputException;

/**
 * The numeric data sets of an HDF5 file, by path. All calls into the HDF5 library are made one at a time: it is not safe
 * for several threads.
 */
final class Hdf5File implements AutoCloseable {
    private static final Object LIBRARY = Hdf5File.class;

    /** Groups in groups deeper than this are not weights but a circle of links. */
    private static final int DEEPEST = 16;

    private final Path path;
    private final H5File file;
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private Hdf5File(Path path, H5File file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a file and lists its data sets.
     *
     * @throws InvalidInputException when it is not an HDF5 file or damaged
     */
    static Hdf5File open(Path path) {
        synchronized (LIBRARY) {
            // The library would print every error to the terminal besides throwing it.
            org.bytedeco.hdf5.Exception.dontPrint();
            if (!H5File.isHdf5(path.toString())) {
                throw new InvalidInputException("weight file " + path + " is not an HDF5 file. Download it again.");
            }
            try {
                Hdf5File opened = new Hdf5File(path, new H5File(path.toString(), hdf5.H5F_ACC_RDONLY));
                opened.list(opened.file, "", 0);
                return opened;
            } catch (RuntimeException e) {
                throw damaged(path, "cannot list its content", e);
            }
        }
    }

    private void list(Group group, String prefix, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalStateException("groups are nested too deeply at " + prefix);
        }
        for (long i = 0; i < group.getNumObjs(); i++) {
            String name = group.getObjnameByIdx(i).getString();
            int type = group.childObjType(name);
            if (type == hdf5.H5O_TYPE_GROUP) {
                try (PointerScope scope = new PointerScope()) {
                    list(group.openGroup(name), prefix + name + "/", depth + 1);
                }
            } else if (type == hdf5.H5O_TYPE_DATASET) {
                try (PointerScope scope = new PointerScope()) {
                    DataSet data = group.openDataSet(name);
                    int kind = data.asAbstractDs().getTypeClass();
                    if (kind == hdf5.H5T_FLOAT || kind == hdf5.H5T_INTEGER) {
                        shapes.put(prefix + name, shape(data));
                    }
                }
            }
        }
    }

    private static List<Long> shape(DataSet data) {
        DataSpace space = data.getSpace();
        long[] extents = new long[space.getSimpleExtentNdims()];
        if (extents.length > 0) {
            space.getSimpleExtentDims(extents);
        }
        List<Long> shape = new ArrayList<>();
        for (long extent : extents) {
            shape.add(extent);
        }
        return shape;
    }

    /** Shapes of all numeric data sets by path, {@code group/group/name}. */
    Map<String, List<Long>> shapes() {
        return shapes;
    }

    /** The values of a data set, row-major, as float32. */
    float[] read(String dataset) {
        synchronized (LIBRARY) {
            try (PointerScope scope = new PointerScope()) {
                float[] values = new float[count(dataset)];
                FloatPointer buffer = new FloatPointer(values.length);
                file.openDataSet(dataset).read(buffer, new DataType(PredType.NATIVE_FLOAT()));
                buffer.get(values);
                return values;
            } catch (RuntimeException e) {
                throw damaged(path, "cannot read '" + dataset + "'", e);
            }
        }
    }

    private int count(String dataset) {
        long count = 1;
        for (long extent : shapes.getOrDefault(dataset, List.of())) {
            count = Math.multiplyExact(count, extent);
        }
        return Math.toIntExact(count);
    }

    private static InvalidInputException damaged(Path path, String problem, RuntimeException cause) {
        return new InvalidInputException(
                "weight file " + path + " is damaged: " + problem + ". Download it again.", cause);
    }

    @Override
    public void close() {
        synchronized (LIBRARY) {
            file._close();
            file.deallocate();
        }
    }
}
