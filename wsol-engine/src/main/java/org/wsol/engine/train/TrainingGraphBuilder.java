package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.train.HostSide.HostInput;

/** Builder of the training graph, to which a {@link Method} adds its forward pass and loss terms. */
public final class TrainingGraphBuilder {
    private final Layers layers;
    private final Backbone backbone;
    private final SDVariable images;
    private final SDVariable labels;
    private final Set<String> wanted;
    private final Map<String, SDVariable> terms = new LinkedHashMap<>();
    private final List<HostInput> hostInputs = new ArrayList<>();
    private Optional<SDVariable> logits = Optional.empty();

    TrainingGraphBuilder(Layers layers, Backbone backbone, SDVariable images, SDVariable labels, Set<String> wanted) {
        this.layers = layers;
        this.backbone = backbone;
        this.images = images;
        this.labels = labels;
        this.wanted = Set.copyOf(wanted);
    }

    /** The layers of the graph. */
    public Layers layers() {
        return layers;
    }

    /** The network to train. */
    public Backbone backbone() {
        return backbone;
    }

    /** Normalised images, shape (B, 3, H, W). */
    public SDVariable images() {
        return images;
    }

    /** Labels, shape (B, K): one-hot, or shares of several classes if a {@link BatchStep} mixed them. */
    public SDVariable labels() {
        return labels;
    }

    /** Whether the term is to be built. */
    public boolean wants(String term) {
        return wanted.contains(term);
    }

    /**
     * The number of stages up to and including the named one.
     *
     * @throws org.wsol.core.InvalidInputException if the backbone has no such stage; the message lists its stages
     */
    public int stagesThrough(String stageName) {
        return backbone.stagesThrough(stageName);
    }

    /**
     * A placeholder that {@link #compute} fills before each step.
     *
     * @param shape its shape; -1 for an extent that depends on the batch
     */
    public SDVariable computed(String name, long... shape) {
        return layers.graph().placeHolder(name, layers.parameters().type(), shape);
    }

    /**
     * Registers a computation outside the graph that fills every placeholder created by {@link #computed}.
     *
     * @param reads the variables whose values it needs
     */
    public void compute(HostComputation computation, SDVariable... reads) {
        hostInputs.add(new HostInput(Arrays.stream(reads).map(SDVariable::name).toList(), computation));
    }

    /** Sets the class scores (B, K), which are used for training accuracy. */
    public void logits(SDVariable scores) {
        logits = Optional.of(scores);
    }

    /** Sets a term's value, a scalar before weighting. */
    public void term(String name, SDVariable value) {
        terms.put(name, value);
    }

    SDVariable logits() {
        return logits.orElseThrow(() -> new InvalidInputException(
                "the method does not set the class scores: build(graph) must call graph.logits(scores)"));
    }

    List<HostInput> hostInputs() {
        return List.copyOf(hostInputs);
    }

    Map<String, SDVariable> terms() {
        if (!terms.keySet().equals(wanted)) {
            throw new InvalidInputException("the method built the terms " + terms.keySet() + ", wanted were " + wanted
                    + ": build(graph) must call graph.term(name, value) for every term that graph.wants(name)");
        }
        return terms;
    }
}
