package org.wsol.engine.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.InvalidInputException;

/** A convolutional network as a list of named stages, from normalised images to the last feature map, and its head. */
public interface Backbone {

    /** The component's name: {@code resnet50}. */
    String name();

    /** The stages in order; the first takes images (B, 3, H, W), the last outputs features (B, C, h, w). */
    List<Stage> stages();

    /** How class scores are computed from the features. */
    Head head();

    /** The name of the stage after which attentive dropout is inserted by default. */
    String defaultDropoutPoint();

    /** Whether a parameter belongs to the group that learns at lr x head ratio. */
    boolean isHeadParameter(String parameterName);

    /**
     * Other names under which published weight files hold a parameter. Names at the same index of the lists belong
     * together: a file is read with the index that matches most of its parameters. If a list is shorter, the parameter
     * has its own name there; empty if all files use this project's (torchvision's) names.
     */
    default List<String> publishedNames(String parameterName) {
        return List.of();
    }

    /** Runs the stages from (inclusive) to (exclusive). */
    default SDVariable apply(Layers layers, SDVariable x, int from, int to) {
        SDVariable result = x;
        for (Stage stage : stages().subList(from, to)) {
            result = layers.probed(stage.name(), stage.apply(layers, result));
        }
        return result;
    }

    /**
     * The number of stages up to and including the named one.
     *
     * @throws InvalidInputException if there is no such stage; the message lists the stages
     */
    default int stagesThrough(String stageName) {
        List<String> names = stages().stream().map(Stage::name).toList();
        int position = names.indexOf(stageName);
        if (position < 0) {
            throw new InvalidInputException("backbone " + name() + " has no stage '" + stageName + "'; its stages are "
                    + String.join(", ", names));
        }
        return position + 1;
    }

    /**
     * Name prefixes of the parameters that learn fast in the reference evaluation (Choe et al. 2020), if they differ
     * from {@link #isHeadParameter}; empty if they do not differ or there is no reference.
     */
    default List<String> referenceFastLayers() {
        return List.of();
    }
}
