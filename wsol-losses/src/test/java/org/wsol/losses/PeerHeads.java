package org.wsol.losses;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;

/**
 * Layers whose parameters are those of a reference case, applied to the case's input as a variable.
 *
 * @param names our parameter names by the reference's name prefixes
 */
record PeerHeads(Cases.Case found, ParameterStore store, Layers layers, SDVariable input, Map<String, String> names)
        implements AutoCloseable {

    static PeerHeads of(Cases.Case found, String input, DataType type, Map<String, String> names) {
        ParameterStore store = new ParameterStore(type, 1);
        SameDiff graph = SameDiff.create();
        Layers layers = new Layers(graph, store, BatchNormMode.TRAINING);
        INDArray values = found.array(input, type).dup('c');
        SDVariable variable =
                layers.sized(graph.var("input", values), new ImageSize((int) values.size(2), (int) values.size(3)));
        return new PeerHeads(found, store, layers, variable, new TreeMap<>(names));
    }

    /** Sets every created parameter to the case's values. */
    void fill() {
        for (String name : store.names()) {
            if (!name.contains("running_")) {
                store.get(name).assign(found.array("param." + reference(name), store.type()));
            }
        }
    }

    String reference(String name) {
        for (Map.Entry<String, String> entry : names.entrySet()) {
            if (name.startsWith(entry.getKey())) {
                return entry.getValue() + name.substring(entry.getKey().length());
            }
        }
        return name;
    }

    List<String> trainable() {
        return store.trainableNames();
    }

    @Override
    public void close() {
        store.close();
    }
}
