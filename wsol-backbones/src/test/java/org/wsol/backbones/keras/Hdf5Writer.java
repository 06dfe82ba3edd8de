package org.wsol.backbones.keras;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;

/** Writes files as Keras does: a group a layer, data sets in it. */
final class Hdf5Writer implements AutoCloseable {
    private final H5File file;
    private final Set<String> groups = new HashSet<>();

    Hdf5Writer(Path path) {
        file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC);
    }

    /** A data set in Keras's layout, {@code layer/layer/kernel:0}. */
    Hdf5Writer put(String layer, String dataset, float[] values, long... shape) {
        return putAt(layer + "/" + layer + "/" + dataset, values, shape);
    }

    Hdf5Writer putAt(String path, float[] values, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            DataType type = new DataType(PredType.NATIVE_FLOAT());
            create(path, type, shape).write(new FloatPointer(values), type);
        }
        return this;
    }

    /** A data set without values, which takes no room in the file. */
    Hdf5Writer declareAt(String path, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            create(path, new DataType(PredType.NATIVE_FLOAT()), shape);
        }
        return this;
    }

    private DataSet create(String path, DataType type, long... shape) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (groups.add(path.substring(0, slash))) {
                file.createGroup(path.substring(0, slash))._close();
            }
        }
        return file.createDataSet(path, type, new DataSpace(shape.length, shape));
    }

    @Override
    public void close() {
        file._close();
        file.deallocate();
    }
}
