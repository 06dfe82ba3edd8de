package org.wsol.dl4j.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.InvalidInputException;
import org.wsol.core.internal.Required;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/** A Deeplearning4j network, or its first part, as SameDiff operations. Immutable; shares the network's values. */
public final class ConvertedNetwork {
    private static final int IMAGE_CHANNELS = 3;

    private final SourceNetwork source;
    private final String end;
    private final List<Step> steps;

    /** A vertex with its operation; {@code inputs} skip vertices folded into it. */
    private record Step(String name, List<String> inputs, Operation operation) {}

    private ConvertedNetwork(SourceNetwork source, String end, List<Step> steps) {
        this.source = source;
        this.end = end;
        this.steps = List.copyOf(steps);
    }

    /**
     * Converts a vertex and all its dependencies.
     *
     * @param end the last vertex
     * @throws InvalidInputException naming everything without a counterpart
     */
    public static ConvertedNetwork upTo(SourceNetwork source, String end) {
        List<Step> steps = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Vertex> vertices = source.upTo(end);
        Set<String> foldedAway = new HashSet<>();
        Map<String, Vertex> folded = foldable(source, vertices, end);
        folded.values().forEach(convolution -> foldedAway.add(convolution.name()));
        for (Vertex vertex : vertices) {
            if (foldedAway.contains(vertex.name())) {
                continue;
            }
            try {
                Optional<Vertex> convolution = Optional.ofNullable(folded.get(vertex.name()));
                steps.add(convolution.isPresent() ? joined(convolution.get(), vertex) : step(vertex));
            } catch (NoCounterpart missing) {
                Vertex named = folded.getOrDefault(vertex.name(), vertex);
                problems.add("'" + named.name() + "' (" + named.type() + "): " + missing.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("this Deeplearning4j network contains " + problems.size()
                    + (problems.size() == 1 ? " layer" : " layers")
                    + " without a counterpart here: " + String.join("; ", problems)
                    + ". If they come after the feature map, set featureLayer to an earlier layer");
        }
        return new ConvertedNetwork(source, end, steps);
    }

    private static Step step(Vertex vertex) throws NoCounterpart {
        return new Step(vertex.name(), vertex.inputs(), Conversion.of(vertex, Optional.empty()));
    }

    private static Step joined(Vertex convolution, Vertex norm) throws NoCounterpart {
        return new Step(norm.name(), convolution.inputs(), Conversion.of(convolution, Optional.of(new Norm(norm))));
    }

    /** Convolutions whose only reader is a batch normalisation, by the name of the latter. */
    private static Map<String, Vertex> foldable(SourceNetwork source, List<Vertex> vertices, String end) {
        Map<String, Vertex> folded = new HashMap<>();
        for (Vertex vertex : vertices) {
            if (vertex.configuration() instanceof BatchNormalization) {
                Optional.ofNullable(source.vertices().get(vertex.inputs().get(0)))
                        .filter(before -> Convolutions.handles(before.configuration()))
                        .filter(before ->
                                Activations.isIdentity(((BaseLayer) before.configuration()).getActivationFn()))
                        .filter(before -> source.readersOf(before.name()).size() == 1
                                && !before.name().equals(end))
                        .ifPresent(before -> folded.put(vertex.name(), before));
            }
        }
        return folded;
    }

    /** Runs the network to its end. */
    public Tensor apply(Layers layers, SDVariable images) {
        Map<String, Tensor> known = new HashMap<>();
        known.put(source.input(), Tensor.map(images, IMAGE_CHANNELS));
        steps.forEach(step -> run(step, layers, known));
        return Required.value(known, end);
    }

    private static void run(Step step, Layers layers, Map<String, Tensor> known) {
        known.put(
                step.name(),
                step.operation()
                        .apply(
                                layers,
                                step.inputs().stream()
                                        .map(input -> Required.value(known, input))
                                        .toList()));
    }

    /**
     * The network as stages: a new stage begins wherever the remaining network depends on a single map. Each is named
     * after its last vertex.
     *
     * @param channels channels of every feature map ({@link #channels})
     */
    public List<Stage> stages(Map<String, Integer> channels) {
        List<Stage> stages = new ArrayList<>();
        List<Step> open = new ArrayList<>();
        String before = source.input();
        for (int i = 0; i < steps.size(); i++) {
            open.add(steps.get(i));
            if (isCut(i) && channels.containsKey(steps.get(i).name())) {
                stages.add(stage(before, channels, List.copyOf(open)));
                before = steps.get(i).name();
                open.clear();
            }
        }
        return stages;
    }

    private boolean isCut(int last) {
        Set<String> done = new HashSet<>(Set.of(source.input()));
        steps.subList(0, last + 1).forEach(step -> done.add(step.name()));
        Set<String> needed = new HashSet<>(Set.of(end));
        steps.subList(last + 1, steps.size()).forEach(step -> needed.addAll(step.inputs()));
        needed.retainAll(done);
        return needed.equals(Set.of(steps.get(last).name()));
    }

    private static Stage stage(String before, Map<String, Integer> channels, List<Step> steps) {
        String name = steps.get(steps.size() - 1).name();
        return new Stage(name, (layers, x) -> {
            Map<String, Tensor> known = new HashMap<>();
            known.put(before, Tensor.map(x, Required.value(channels, before)));
            steps.forEach(step -> run(step, layers, known));
            return Required.value(known, name).variable();
        });
    }

    /**
     * Builds the network once to determine the number of channels of every feature map.
     *
     * @return by name, including the image input; without vertices whose output is not a feature map
     * @throws InvalidInputException if a layer does not fit its input, or the output of the last vertex is not a
     *     feature map
     */
    public Map<String, Integer> channels(Layers layers, SDVariable images) {
        Map<String, Tensor> known = new HashMap<>();
        known.put(source.input(), Tensor.map(images, IMAGE_CHANNELS));
        steps.forEach(step -> run(step, layers, known));
        if (!Required.value(known, end).spatial()) {
            throw new InvalidInputException(
                    "layer '" + end + "' gives no feature map; name one before it with featureLayer");
        }
        Map<String, Integer> channels = new LinkedHashMap<>();
        known.forEach((name, tensor) -> {
            if (tensor.spatial()) {
                channels.put(name, tensor.channels());
            }
        });
        return channels;
    }
}
