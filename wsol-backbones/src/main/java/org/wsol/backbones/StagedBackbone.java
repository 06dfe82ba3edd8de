package org.wsol.backbones;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Stage;

/**
 * A backbone described entirely by data.
 *
 * @param name the component's name
 * @param stages the stages in order, names unique
 * @param head how class scores are computed from the features
 * @param defaultDropoutPoint the stage after which attentive dropout is applied
 * @param headLayers layers whose
 *     parameters learn at lr x head ratio
 * @param publishedNameMapping other names of a parameter in published files
 * @param referenceFastLayers name prefixes that learn fast in the reference evaluation; empty if no others do
 */
record StagedBackbone(
        String name,
        List<Stage> stages,
        Head head,
        String defaultDropoutPoint,
        Set<String> headLayers,
        Function<String, List<String>> publishedNameMapping,
        List<String> referenceFastLayers)
        implements Backbone {

    StagedBackbone {
        stages = List.copyOf(stages);
        headLayers = Set.copyOf(headLayers);
        referenceFastLayers = List.copyOf(referenceFastLayers);
        Set<String> names = new HashSet<>();
        for (Stage stage : stages) {
            if (!names.add(stage.name())) {
                throw new IllegalArgumentException("two stages of " + name + " are named '" + stage.name() + "'");
            }
        }
        if (!names.contains(defaultDropoutPoint)) {
            throw new IllegalArgumentException(name + " has no stage '" + defaultDropoutPoint + "'");
        }
    }

    /** A backbone whose head group consists of its head only, and whose weight files use this project's names. */
    static StagedBackbone of(String name, List<Stage> stages, Head head, String defaultDropoutPoint) {
        return new StagedBackbone(
                name,
                stages,
                head,
                defaultDropoutPoint,
                Set.of(layerOf(head.weightName())),
                parameter -> List.of(),
                List.of());
    }

    /** The same with more layers in the head's learning-rate group. */
    StagedBackbone withHeadLayers(String... layers) {
        return new StagedBackbone(
                name, stages, head, defaultDropoutPoint, Set.of(layers), publishedNameMapping, referenceFastLayers);
    }

    /** The same with other names for parameters in published files. */
    StagedBackbone withPublishedNames(Function<String, List<String>> mapping) {
        return new StagedBackbone(name, stages, head, defaultDropoutPoint, headLayers, mapping, referenceFastLayers);
    }

    /** The same with other fast layers in the reference evaluation than those of the head. */
    StagedBackbone withReferenceFastLayers(String... prefixes) {
        return new StagedBackbone(
                name, stages, head, defaultDropoutPoint, headLayers, publishedNameMapping, List.of(prefixes));
    }

    @Override
    public boolean isHeadParameter(String parameterName) {
        return headLayers.stream().anyMatch(layer -> parameterName.startsWith(layer + "."));
    }

    @Override
    public List<String> publishedNames(String parameterName) {
        return publishedNameMapping.apply(parameterName);
    }

    private static String layerOf(String parameterName) {
        return parameterName.substring(0, parameterName.lastIndexOf('.'));
    }
}
