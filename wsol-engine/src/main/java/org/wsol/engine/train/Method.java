package org.wsol.engine.train;

import java.util.List;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.train.RateGroup.RateGrouping;

/**
 * A way to train a localizer: its loss terms, how they are attached to the backbone, and how the trained network gives
 * scores and maps ({@link Localization#localize}; the backbone's own head and plain class activation maps unless
 * a method says otherwise). Independent of any backbone.
 *
 * <p>Parameters of a method's own are named {@code NAME.…} after {@link #name()}. They are made when the method asks for
 * them, learn with the new layers and are saved with the network. A method that never asks for the backbone's head, or
 * for its last stages, leaves them out: they are neither made nor loaded.
 */
public interface Method extends Localization {

    /** The component's name: {@code bridging-gap}. */
    String name();

    /** All loss terms, in the order they are reported. */
    List<LossTerm> terms();

    /**
     * Adds the forward pass of the method to a training graph: calls {@link TrainingGraphBuilder#logits} once and
     * {@link TrainingGraphBuilder#term} for every term that {@link TrainingGraphBuilder#wants}. A term that is not
     * wanted, and all that only it needs, is left out.
     */
    void build(TrainingGraphBuilder graph);

    /**
     * What of it is left when training is over. Where that is a record that a
     * {@link org.wsol.engine.cam.LocalizationProvider} makes, trained networks can be used where the method is not.
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
     * @param grouping what the experiment asked for
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
