package org.wsol.pipeline.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.ConfigLoader;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.internal.bind.RecordTree;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.TreeWriter;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.batch.Reading;
import org.wsol.pipeline.recipe.InstalledComponents.ComponentKinds;

/**
 * Everything that determines how a network is trained and used, apart from the images: an experiment file without its
 * data set, its sweep and its run folders. The keys are the same as in an experiment file. Immutable.
 *
 * @param seed seed of all random numbers: weights, order of images, augmentation, dropout
 * @param data how image files become tensors
 * @param model the network and its initial weights
 * @param method the loss terms and their additions to the network
 * @param train length, batch size, optimizer, checkpoints
 * @param evaluation how score maps become boxes and numbers
 */
public record Recipe(
        @Setting(doc = "Seed of every random draw: weights, order, augmentation, dropout.", defaultValue = "1")
        long seed,

        @Setting(doc = "How images become tensors.") Preprocessing data,
        @Setting(doc = "The network.") ModelConfig model,
        @Setting(doc = "How localization is learned.") MethodConfig method,

        @Setting(doc = "Length, batch, optimizer and checkpoints of the training.")
        TrainConfig train,

        @Setting(doc = "How score maps become boxes and numbers.")
        EvaluationConfig evaluation) {

    /** A builder with all defaults; backbone and method are required. */
    public static RecipeBuilder builder() {
        return new RecipeBuilder();
    }

    /**
     * Reads a recipe written by {@link #write} or by hand with the keys of an experiment file.
     *
     * @param file a YAML file
     * @throws InvalidInputException with everything that is wrong, one line per problem: file, line, key, what is allowed
     */
    public static Recipe read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("there is no recipe " + file);
        }
        return loader().load(file, List.of()).value();
    }

    /**
     * Reads a recipe from YAML.
     *
     * @param source what the text is called in messages
     * @throws InvalidInputException with everything that is wrong, one line per problem
     */
    public static Recipe ofYaml(String yaml, String source) {
        Problems problems = new Problems();
        ConfigNode read = YamlReader.read(yaml, source, problems);
        Optional<Resolved<Recipe>> resolved =
                read instanceof MapNode map ? loader().resolve(map, problems) : Optional.empty();
        problems.throwIfAny();
        return resolved.orElseThrow(() -> new InvalidInputException(source + ": is not a recipe"))
                .value();
    }

    /** Removes machine-specific settings: the path of the initial weights and the caches. */
    public Recipe withoutPlaces() {
        Reading reading = data.reading();
        return new Recipe(
                seed,
                data.with(new Reading(
                        reading.exifOrientation(),
                        reading.maxMegapixels(),
                        reading.onError(),
                        Optional.empty(),
                        reading.workers(),
                        reading.prefetch())),
                new ModelConfig(model.backbone(), Optional.empty(), model.batchNorm()),
                method,
                train,
                evaluation);
    }

    /** The recipe as YAML with every key. {@link #read} returns an equal recipe. */
    public String toYaml() {
        return TreeWriter.plain(RecordTree.of(this, loader().schema()));
    }

    /**
     * Writes the recipe as YAML atomically.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path file) {
        try {
            AtomicFiles.writeText(file, toYaml());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the recipe " + file, e);
        }
    }

    static ConfigLoader<Recipe> loader() {
        return new ConfigLoader<>(Recipe.class, InstalledComponents.catalog(), Map.of());
    }

    /** The section {@code method}: all keys but the name belong to the method. */
    public record MethodConfig(
            @Selector(kind = ComponentKinds.METHOD, key = "name") @Setting(doc = "The method, by name.")
            Selection selection) {}
}
