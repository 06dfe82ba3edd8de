package org.wsol.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Stage;

/** What a {@link Method} adds its forward pass and loss terms to. */
public final class TrainingGraphBuilder {
    private final Layers layers;
    private final Backbone backbone;
    private final SDVariable images;
    private final SDVariable labels;
    private final Set<String> wanted;
    private final Map<String, SDVariable> terms = new LinkedHashMap<>();
    private SDVariable logits;

    TrainingGraphBuilder(Layers layers, Backbone backbone, SDVariable images, SDVariable labels, Set<String> wanted) {
        this.layers = layers;
        this.backbone = backbone;
        this.images = images;
        this.labels = labels;
        this.wanted = Set.copyOf(wanted);
        this.logits = labels;
    }

    /** Where layers are added. */
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

    /** One-hot labels, shape (B, K). */
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
     * @throws org.wsol.core.InvalidInputException when the backbone has no such stage; the message lists its stages
     */
    public int stagesThrough(String stageName) {
        for (int i = 0; i < backbone.stages().size(); i++) {
            if (backbone.stages().get(i).name().equals(stageName)) {
                return i + 1;
            }
        }
        throw new org.wsol.core.InvalidInputException("backbone " + backbone.name() + " has no stage '" + stageName
                + "'; its stages are "
                + String.join(", ", backbone.stages().stream().map(Stage::name).toList()));
    }

    /** Gives the class scores (B, K) that training accuracy is measured with. */
    public void logits(SDVariable scores) {
        logits = scores;
    }

    /** Gives a term's value, a scalar before its weight. */
    public void term(String name, SDVariable value) {
        terms.put(name, value);
    }

    SDVariable logits() {
        if (logits == labels) {
            throw new IllegalStateException("the method gave no logits");
        }
        return logits;
    }

    Map<String, SDVariable> terms() {
        if (!terms.keySet().equals(wanted)) {
            throw new IllegalStateException("the method built the terms " + terms.keySet() + ", wanted were " + wanted);
        }
        return terms;
    }
}
