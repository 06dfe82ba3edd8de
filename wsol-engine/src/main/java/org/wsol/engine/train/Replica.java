package org.wsol.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.ParameterStore;

/** A copy of the parameters, running statistics and optimizer state of one shard, as one vector. */
final class Replica {
    private final ParameterStore parameters;
    private final Optimizer optimizer;
    private float[] values = {};
    private Map<String, long[]> state = Map.of();

    /** Creates an empty copy of arrays that belong to the caller. */
    Replica(ParameterStore parameters, Optimizer optimizer) {
        this.parameters = parameters;
        this.optimizer = optimizer;
    }

    /** Copies the current parameters and state. */
    void take() {
        Map<String, INDArray> kept = new TreeMap<>(optimizer.state());
        Map<String, long[]> shapes = new LinkedHashMap<>();
        kept.forEach((name, array) -> shapes.put(name, array.shape()));
        state = shapes;
        long length = kept.values().stream().mapToLong(INDArray::length).sum();
        for (String name : parameters.names()) {
            length += parameters.get(name).length();
        }
        if (values.length != length) {
            values = new float[Math.toIntExact(length)];
        }
        int start = 0;
        for (String name : parameters.names()) {
            start = read(name, parameters.get(name), start);
        }
        for (var entry : kept.entrySet()) {
            start = read("optimizer/" + entry.getKey(), entry.getValue(), start);
        }
    }

    private int read(String name, INDArray array, int start) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalStateException(
                    "'" + name + "' has elements of type " + array.dataType() + ", only float32 can be averaged");
        }
        FloatBlocks.read(array, values, start);
        return start + Math.toIntExact(array.length());
    }

    /** Restores the copied parameters and state. */
    void give() {
        int start = 0;
        for (String name : parameters.names()) {
            INDArray array = parameters.get(name);
            FloatBlocks.write(values, start, array);
            start += Math.toIntExact(array.length());
        }
        Map<String, INDArray> kept = new TreeMap<>();
        try {
            for (var entry : state.entrySet()) {
                INDArray array = Nd4j.createUninitialized(DataType.FLOAT, entry.getValue(), 'c');
                kept.put(entry.getKey(), array);
                FloatBlocks.write(values, start, array);
                start += Math.toIntExact(array.length());
            }
            optimizer.restore(kept);
        } finally {
            kept.values().forEach(INDArray::close);
        }
    }

    /** Becomes a copy of another replica. */
    void copy(Replica other) {
        state = other.state;
        if (values.length != other.values.length) {
            values = new float[other.values.length];
        }
        System.arraycopy(other.values, 0, values, 0, values.length);
    }

    /** The copied elements: parameters and statistics, then state. */
    float[] values() {
        return values;
    }

    /**
     * Fails if the other replica has state of other names.
     *
     * @throws IllegalStateException if the optimizer creates state only when it is needed
     */
    void requireSameState(Replica other) {
        if (!state.keySet().equals(other.state.keySet())) {
            throw new IllegalStateException("replicas have different optimizer state, " + state.keySet() + " and "
                    + other.state.keySet() + "; it must be created in Optimizer.prepare");
        }
    }
}
