package org.wsol.pipeline.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.ConfigLoader;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.internal.bind.RecordTree;
import org.wsol.config.schema.ComponentCatalog;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.core.component.Component;
import org.wsol.core.component.Plugins;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationProvider;
import org.wsol.engine.train.Method;

/** Converts inference sides of methods on the class path to trees of settings and back. */
final class InstalledHeads {
    private static final String KIND = "head";

    private InstalledHeads() {}

    private record Chosen(
            @Selector(kind = KIND, key = "name") @Setting(doc = "The method whose inference side it is.")
            Selection head) {}

    @SuppressWarnings("rawtypes") // a class literal has no type argument
    private static List<LocalizationProvider<?>> all() {
        List<LocalizationProvider<?>> all = new ArrayList<>();
        for (LocalizationProvider provider : Plugins.load(LocalizationProvider.class)) {
            all.add(provider);
        }
        return all;
    }

    private static ConfigLoader<Chosen> loader() {
        List<Component<?>> components = new ArrayList<>(all());
        return new ConfigLoader<>(Chosen.class, ComponentCatalog.empty().with(KIND, components), Map.of());
    }

    /** The settings of a method's inference side; empty if the method itself is needed. */
    static Optional<MapNode> tree(Method method) {
        return method.inference() instanceof Record options
                ? all().stream()
                        .filter(provider -> provider.name().equals(method.name())
                                && provider.optionsType().isInstance(options))
                        .findFirst()
                        .map(provider -> RecordTree.of(new Chosen(new Selection(provider, options)), loader().schema()))
                : Optional.empty();
    }

    /**
     * Creates the inference side from settings.
     *
     * @throws org.wsol.core.InvalidInputException if there is none with this name on the class path, or a setting is
     *     invalid
     */
    static Localization of(MapNode tree) {
        Problems problems = new Problems();
        Optional<Resolved<Chosen>> resolved = loader().resolve(tree, problems);
        problems.throwIfAny();
        Selection head = resolved.orElseThrow().value().head();
        return create(head.<LocalizationProvider<?>>as(LocalizationProvider.class), head);
    }

    private static <O extends Record> Localization create(LocalizationProvider<O> provider, Selection chosen) {
        return provider.create(chosen.options(provider.optionsType()));
    }
}
