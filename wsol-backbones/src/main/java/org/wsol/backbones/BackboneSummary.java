package org.wsol.backbones;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.config.internal.bind.OptionBinder;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Plugins;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage;

/**
 * Structure and cost of a backbone, derived from its geometry without running it.
 *
 * @param name the backbone
 * @param description one sentence
 * @param imageSize the image size of the counts
 * @param classes the number of classes of the counts
 * @param parameters trained values, head included
 * @param multiplyAdds multiply-adds of convolutions and linear layers for one image, each counting as two floating
 *     point operations
 * @param stages the stages in order
 * @param dropoutPoint the default stage of attentive dropout
 * @param featureMap size of the last feature map
 * @param featureChannels its channels
 */
public record BackboneSummary(
        String name,
        String description,
        ImageSize imageSize,
        int classes,
        long parameters,
        long multiplyAdds,
        List<StageSummary> stages,
        String dropoutPoint,
        ImageSize featureMap,
        int featureChannels) {
    private static final ImageSize SIZE = ImageSize.square(FeatureMap.REFERENCE_SIDE);
    private static final int CLASSES = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(BackboneSummary.class);

    /** Copies the stages. */
    public BackboneSummary {
        stages = List.copyOf(stages);
    }

    /**
     * One stage.
     *
     * @param name its name in experiments
     * @param output size of its output map
     * @param parameters trained values
     * @param multiplyAdds multiply-adds for one image
     */
    public record StageSummary(String name, ImageSize output, long parameters, long multiplyAdds) {}

    /**
     * All backbones on the class path with their default options, for 224 px images and 1000 classes, by name; without
     * backbones that require an option, such as a network's file, and without plug-ins that fail (a warning names them).
     */
    public static List<BackboneSummary> all() {
        return Backbones.all().all().stream()
                .flatMap(BackboneSummary::withDefaults)
                .toList();
    }

    /** Plug-ins may throw anything, and one must not hide all other backbones. */
    private static Stream<BackboneSummary> withDefaults(BackboneProvider<?> provider) {
        try {
            return OptionBinder.hasDefaults(provider.optionsType())
                    ? Stream.of(of(Backbones.create(provider, Map.of(), SIZE, CLASSES), provider.summary(), SIZE))
                    : Stream.empty();
        } catch (RuntimeException defect) {
            LOG.warn(
                    "backbone '{}' cannot be used: {} ({})",
                    provider.name(),
                    defect,
                    Plugins.origin(provider.getClass()));
            return Stream.empty();
        }
    }

    /**
     * One backbone.
     *
     * @param options option names and values as in YAML
     * @throws org.wsol.core.InvalidInputException if there is no such backbone or option
     */
    public static BackboneSummary of(String name, Map<String, String> options, ImageSize imageSize, int classes) {
        return of(
                Backbones.create(name, options, imageSize, classes),
                Backbones.find(name).summary(),
                imageSize);
    }

    /**
     * A given backbone.
     *
     * @param description one sentence
     * @param imageSize the image size of the counts
     */
    public static BackboneSummary of(Backbone backbone, String description, ImageSize imageSize) {
        Head head = backbone.head();
        int classes = head.classes();
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Layers layers = Layers.declaring(store);
            List<StageSummary> stages = new ArrayList<>();
            SDVariable x = layers.images("images", 3, imageSize);
            for (Stage stage : backbone.stages()) {
                long parameters = store.trainableCount();
                long multiplyAdds = layers.multiplyAdds();
                x = stage.apply(layers, x);
                stages.add(new StageSummary(
                        stage.name(),
                        layers.sizeOf(x),
                        store.trainableCount() - parameters,
                        layers.multiplyAdds() - multiplyAdds));
            }
            head.logits(layers, x);
            return new BackboneSummary(
                    backbone.name(),
                    description,
                    imageSize,
                    classes,
                    store.trainableCount(),
                    layers.multiplyAdds(),
                    stages,
                    backbone.defaultDropoutPoint(),
                    layers.sizeOf(x),
                    head.channels());
        }
    }
}
