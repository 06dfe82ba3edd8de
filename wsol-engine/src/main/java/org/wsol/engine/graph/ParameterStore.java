package org.wsol.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.internal.Required;
import org.wsol.core.random.SplitMix64;

/**
 * The parameters and running statistics of a network, by torchvision name and in torchvision shape. Graphs of the same
 * network share these arrays: all of them see in-place updates. Owns its arrays; not safe for several threads.
 */
public final class ParameterStore implements AutoCloseable {

    /** The purpose of an array. */
    public enum Kind {
        /** Updated by the optimizer. */
        TRAINABLE,
        /** A running statistic: saved with the network, without gradient. */
        STATISTIC
    }

    /** The initial content of arrays. */
    private enum Start {
        DRAWN,
        ZERO,
        NOTHING
    }

    private final DataType type;
    private final long seed;
    private final Start start;
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private volatile boolean closed;

    /**
     * Creates an empty store.
     *
     * @param type FLOAT, or DOUBLE for numeric gradient checks
     * @param seed determines every initial value, each from a stream named after its parameter
     */
    public ParameterStore(DataType type, long seed) {
        this(type, seed, Start.DRAWN);
    }

    private ParameterStore(DataType type, long seed, Start start) {
        this.type = type;
        this.seed = seed;
        this.start = start;
    }

    /**
     * A float32 store of zeros, for a network whose values are all read from a file, which avoids the time for random
     * initialisation.
     */
    public static ParameterStore ofZeros() {
        return new ParameterStore(DataType.FLOAT, 0, Start.ZERO);
    }

    /** A store whose arrays have shapes but no meaningful values: for determining quickly what a network needs. */
    public static ParameterStore ofShapes() {
        return new ParameterStore(DataType.FLOAT, 0, Start.NOTHING);
    }

    /** The element type of all arrays. */
    public DataType type() {
        return type;
    }

    /**
     * The array of that name, created and initialised on first use.
     *
     * @throws IllegalStateException if it exists with another shape, or the store was closed
     */
    public INDArray require(String name, Kind kind, Initializer initializer, long... shape) {
        requireOpen();
        INDArray existing = arrays.get(name);
        if (existing == null) {
            existing = start == Start.ZERO ? Nd4j.create(type, shape, 'c') : Nd4j.createUninitialized(type, shape, 'c');
            if (start == Start.DRAWN) {
                assign(existing, initializer.values(shape, SplitMix64.named(seed, "parameter/" + name)));
            }
            arrays.put(name, existing);
            kinds.put(name, kind);
        } else if (!Arrays.equals(existing.shape(), shape)) {
            throw new IllegalStateException("parameter '" + name + "' has shape " + Arrays.toString(existing.shape())
                    + ", requested as " + Arrays.toString(shape));
        }
        return existing;
    }

    private static void assign(INDArray target, float[] values) {
        if (target.length() != values.length) {
            throw new IllegalArgumentException(values.length + " values for an array of " + target.length());
        }
        if (target.dataType() == DataType.FLOAT) {
            new FloatPointer(target.data().addressPointer()).put(values, 0, values.length);
        } else {
            try (INDArray source = Nd4j.createFromArray(values)) {
                target.assign(source.reshape(target.shape()));
            }
        }
    }

    /** The array of that name; all graphs see in-place changes. */
    public Optional<INDArray> find(String name) {
        requireOpen();
        return Optional.ofNullable(arrays.get(name));
    }

    /**
     * The array of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public INDArray get(String name) {
        requireOpen();
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no parameter is named '" + name + "'");
        }
        return array;
    }

    /**
     * Sets the values of an array in place.
     *
     * @param values row-major, as many as the array has
     * @throws IllegalArgumentException if there is no such array, or it has another number of values
     */
    public void fill(String name, float[] values) {
        assign(get(name), values);
    }

    /** The kind of the array of that name. */
    public Kind kind(String name) {
        get(name); // throws with the parameter's name if there is none
        return Required.value(kinds, name);
    }

    /** All names, in the order in which the network requested them. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(arrays.keySet());
    }

    /** The names of the trainable parameters, in order. */
    public List<String> trainableNames() {
        List<String> names = new ArrayList<>();
        kinds.forEach((name, kind) -> {
            if (kind == Kind.TRAINABLE) {
                names.add(name);
            }
        });
        return names;
    }

    /** Number of trained values. */
    public long trainableCount() {
        return trainableNames().stream().mapToLong(name -> get(name).length()).sum();
    }

    /** A closed store would otherwise draw new random values. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the parameters were closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        arrays.values().forEach(INDArray::close);
        arrays.clear();
        kinds.clear();
    }
}
