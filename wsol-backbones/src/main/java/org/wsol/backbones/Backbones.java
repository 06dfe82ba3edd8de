package org.wsol.backbones;

import java.util.Map;
import org.wsol.config.internal.bind.OptionBinder;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Components;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;

/** Backbones by name, for programs that use them without an experiment file. */
public final class Backbones {
    private Backbones() {}

    /**
     * A backbone with its default options.
     *
     * @param name {@code vgg16}, {@code resnet50}, ... or a backbone of another jar on the class path
     * @param imageSize rows and columns of the input images
     * @param classes number of classes
     * @throws org.wsol.core.InvalidInputException if there is no such backbone
     */
    public static Backbone create(String name, ImageSize imageSize, int classes) {
        return create(name, Map.of(), imageSize, classes);
    }

    /**
     * A backbone with some options set.
     *
     * @param options option names and values as in YAML, for example {@code featureMap: 28}
     * @throws org.wsol.core.InvalidInputException if there is no such backbone or option, or a value cannot be used
     */
    public static Backbone create(String name, Map<String, String> options, ImageSize imageSize, int classes) {
        return create(find(name), options, imageSize, classes);
    }

    /** The provider of that name. */
    static BackboneProvider<?> find(String name) {
        return all().get(name);
    }

    /** Everything on the class path. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // A class literal cannot name the wildcard.
    static Components<BackboneProvider<?>> all() {
        return (Components) Components.load("backbone", BackboneProvider.class);
    }

    /** The network of a provider. */
    static <O extends Record> Backbone create(
            BackboneProvider<O> provider, Map<String, String> options, ImageSize imageSize, int classes) {
        if (classes < 1) {
            throw new InvalidInputException("backbone " + provider.name() + " needs at least 1 class, was " + classes);
        }
        O values = OptionBinder.bind("backbone " + provider.name(), provider.optionsType(), options);
        return provider.create(values, imageSize, classes);
    }
}
