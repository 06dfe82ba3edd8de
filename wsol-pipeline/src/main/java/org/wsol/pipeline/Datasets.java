package org.wsol.pipeline;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wsol.config.ConfigLoader;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.ValueTree;
import org.wsol.core.component.Setting;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.pipeline.recipe.InstalledComponents;
import org.wsol.pipeline.recipe.InstalledComponents.ComponentKinds;

/** Opens data sets by the name of their layout, as the section {@code data} of an experiment file does. */
public final class Datasets {
    private static final Origin ORIGIN = new Origin("data", 0, 0);

    private Datasets() {}

    /** A layout with its options. */
    private record Layout(
            @Selector(kind = ComponentKinds.LAYOUT, key = "layout")
            @Setting(doc = "Name of the data set layout, i.e. how the folder is organized.")
            Selection selection) {}

    /**
     * Opens a data set: its lists are read, its images are not.
     *
     * @param layout {@code folder}, {@code cub}, {@code reference}, ... or a layout of another jar on the class path
     * @param options as in the section {@code data} of an experiment file, for example {@code root}
     * @throws org.wsol.core.InvalidInputException if layout or options are wrong, one line per problem
     * @throws org.wsol.core.DataException if the lists cannot be used
     */
    public static Dataset open(String layout, Map<String, ?> options) {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(options, "options");
        MapNode tree = ((MapNode) ValueTree.of(options, ORIGIN)).with("layout", ValueTree.of(layout, ORIGIN), ORIGIN);
        Problems problems = new Problems();
        Optional<Resolved<Layout>> resolved =
                new ConfigLoader<>(Layout.class, InstalledComponents.catalog(), Map.of()).resolve(tree, problems);
        problems.throwIfAny();
        Selection chosen = resolved.orElseThrow().value().selection();
        return open(chosen.<DatasetProvider<?>>as(DatasetProvider.class), chosen);
    }

    private static <O extends Record> Dataset open(DatasetProvider<O> provider, Selection chosen) {
        return provider.open(chosen.options(provider.optionsType()), Progress.NONE);
    }
}
