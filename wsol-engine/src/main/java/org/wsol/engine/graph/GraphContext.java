package org.wsol.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Layers.StatisticUpdate;

/** What all views of a graph share while it is built: variables by name, sizes of feature maps, and what to note. */
final class GraphContext {
    private final SameDiff graph;
    private final ParameterStore parameters;
    private final boolean declaring;
    private final Map<String, SDVariable> variables = new HashMap<>();
    private final Map<String, ImageSize> sizes = new HashMap<>();
    private final Set<String> folded = new LinkedHashSet<>();
    private final GraphNotes notes = new GraphNotes();
    private final List<StatisticUpdate> statisticUpdates = new ArrayList<>();
    private final List<NoiseInput> noiseInputs = new ArrayList<>();
    private long multiplyAdds;

    /** @param declaring whether the graph is only built to create parameters */
    GraphContext(SameDiff graph, ParameterStore parameters, boolean declaring) {
        this.graph = graph;
        this.parameters = parameters;
        this.declaring = declaring;
    }

    SameDiff graph() {
        return graph;
    }

    ParameterStore parameters() {
        return parameters;
    }

    boolean declaring() {
        return declaring;
    }

    GraphNotes notes() {
        return notes;
    }

    List<StatisticUpdate> statisticUpdates() {
        return statisticUpdates;
    }

    List<NoiseInput> noiseInputs() {
        return noiseInputs;
    }

    Set<String> folded() {
        return folded;
    }

    long multiplyAdds() {
        return multiplyAdds;
    }

    void setMultiplyAdds(long count) {
        multiplyAdds = count;
    }

    /** A variable whose value depends only on parameters, once per key. */
    SDVariable shared(String key, Supplier<SDVariable> value) {
        SDVariable known = variables.get(key);
        if (known == null) {
            known = value.get(); // may itself request variables
            variables.put(key, known);
        }
        return known;
    }

    /** A parameter or statistic; a placeholder if the graph is only built to create it. */
    SDVariable stored(String name, ParameterStore.Kind kind, Initializer initializer, long... shape) {
        return shared(name, () -> {
            INDArray array = parameters.require(name, kind, initializer, shape);
            return declaring ? graph.placeHolder(name, array.dataType(), shape) : graph.var(name, array);
        });
    }

    /** A placeholder for random numbers, recorded under its name. */
    SDVariable noise(String name, boolean perImage, long... shape) {
        noiseInputs.add(new NoiseInput(name, Arrays.stream(shape).boxed().toList(), perImage));
        if (!perImage) {
            return graph.placeHolder(name, parameters.type(), shape);
        }
        long[] withBatch = new long[shape.length + 1];
        withBatch[0] = -1;
        System.arraycopy(shape, 0, withBatch, 1, shape.length);
        return graph.placeHolder(name, parameters.type(), withBatch);
    }

    boolean isSized(SDVariable x) {
        return sizes.containsKey(x.name());
    }

    ImageSize sizeOf(SDVariable featureMap) {
        ImageSize size = sizes.get(featureMap.name());
        if (size == null) {
            throw new IllegalArgumentException("the size of '" + featureMap.name() + "' is not known here");
        }
        return size;
    }

    SDVariable sized(SDVariable featureMap, ImageSize size) {
        sizes.put(featureMap.name(), size);
        return featureMap;
    }
}
