package org.wsol.engine.train;

import java.util.List;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.train.RateGroup.RateGrouping;

/**
 * A training method: its loss terms, how they are attached to the backbone, and how the trained network computes scores
 * and maps ({@link Localization#localize}; by default the backbone's own head and plain class activation maps).
 * Independent of any backbone.
 *
 * <p>A method's own parameters are named {@code NAME.…} after {@link #name()}. They are created on request, learn like
 * new layers and are saved with the network. If a method does not use the backbone's head or its last stages, these are
 * neither created nor loaded.
 */
public interface Method extends Localization {

    /** The component's name: {@code bridging-gap}. */
    String name();

    /** All loss terms, in the order they are reported. */
    List<LossTerm> terms();

    /**
     * Adds the forward pass of the method to a training graph: calls {@link TrainingGraphBuilder#logits} once and
     * {@link TrainingGraphBuilder#term} for every term that {@link TrainingGraphBuilder#wants}. Omit terms that are not
     * wanted and everything that only they need.
     */
    void build(TrainingGraphBuilder graph);

    /**
     * The inference side of the method. If it is a record created by a {@link
     * org.wsol.engine.cam.LocalizationProvider}, trained networks can be used without the method on the class path.
     */
    default Localization inference() {
        return this;
    }

    /** The changes to a batch before the graph, in this order; steps of the experiment come after these. */
    default List<BatchStep> batchSteps() {
        return List.of();
    }

    /** Whether the method uses labels as one class per image, so that no {@link BatchStep} may mix them. */
    default boolean needsOneClassAnImage() {
        return false;
    }

    /** Whether a parameter was added by the method. */
    default boolean owns(String parameterName) {
        return parameterName.startsWith(name() + ".");
    }

    /**
     * The learning-rate group of a parameter.
     *
     * @param grouping the grouping chosen in the experiment
     * @param headRatio the experiment's factor for the fast group
     */
    default RateGroup rateGroup(Backbone backbone, String parameterName, RateGrouping grouping, double headRatio) {
        List<String> reference = backbone.referenceFastLayers();
        boolean fast = (grouping == RateGrouping.REFERENCE && !reference.isEmpty())
                ? reference.stream().anyMatch(parameterName::startsWith)
                : owns(parameterName) || backbone.isHeadParameter(parameterName);
        return fast ? RateGroup.of("head", headRatio) : RateGroup.of("base", 1);
    }
}
