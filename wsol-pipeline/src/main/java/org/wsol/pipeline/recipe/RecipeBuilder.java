package org.wsol.pipeline.recipe;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.internal.bind.RecordTree;
import org.wsol.config.schema.SchemaReader;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Origin;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.ValueTree;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.TrainingSpan;
import org.wsol.data.batch.Preprocessing;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.train.MethodProvider;

/**
 * Builds a {@link Recipe} from names, maps and typed records. Keys that are not set have the defaults of experiment
 * files. {@link #build} reports all errors at once, with the same messages as for a file. Not safe for several threads.
 */
public final class RecipeBuilder {
    private static final Origin ORIGIN = new Origin("recipe", 0, 0);

    /** The chosen components, by section; replaced as a whole if chosen again. */
    private final Map<List<String>, MapNode> chosen = new LinkedHashMap<>();

    private final Map<List<String>, Object> values = new LinkedHashMap<>();

    RecipeBuilder() {}

    /** A backbone with default options, for example {@code mobilenet_v2}. */
    public RecipeBuilder backbone(String name) {
        return backbone(name, Map.of());
    }

    /**
     * A backbone.
     *
     * @param options as in the section {@code model} of an experiment file, for example {@code featureMap: 14}
     */
    public RecipeBuilder backbone(String name, Map<String, ?> options) {
        return choose("backbone", name, options, "model");
    }

    /**
     * A backbone with typed options.
     *
     * @param <O> the provider's options record
     */
    public <O extends Record> RecipeBuilder backbone(BackboneProvider<O> provider, O options) {
        return choose("backbone", provider.name(), tree(options), "model");
    }

    /**
     * The weight file to start from: safetensors or another format on the class path; {@code Path.of("imagenet")} for
     * the published weights of the backbone, if downloaded. Absent: random weights.
     */
    public RecipeBuilder pretrained(Path file) {
        return set("model.pretrained", file);
    }

    /** Whether batch normalisation uses the statistics of the batch or keeps those of the weight file. */
    public RecipeBuilder batchNorm(ModelConfig.BatchNormChoice choice) {
        return set("model.batchNorm", choice);
    }

    /** A method with default options, for example {@code bridging-gap}. */
    public RecipeBuilder method(String name) {
        return method(name, Map.of());
    }

    /**
     * A method.
     *
     * @param options as in the section {@code method} of an experiment file; sections are nested maps
     */
    public RecipeBuilder method(String name, Map<String, ?> options) {
        return choose("name", name, options, "method");
    }

    /**
     * A method with typed options.
     *
     * @param <O> the provider's options record
     */
    public <O extends Record> RecipeBuilder method(MethodProvider<O> provider, O options) {
        return choose("name", provider.name(), tree(options), "method");
    }

    /**
     * The length of the training in epochs; 0 keeps the initial weights.
     *
     * @throws InvalidInputException if it is negative or not a number
     */
    public RecipeBuilder epochs(double epochs) {
        if (!(epochs >= 0)) {
            throw new InvalidInputException("recipe: train.epochs: must be at least 0, was " + epochs);
        }
        String number = Double.isFinite(epochs)
                ? BigDecimal.valueOf(epochs).stripTrailingZeros().toPlainString()
                : String.valueOf(epochs);
        return set("train.epochs", number + " epochs");
    }

    /** The length of the training in epochs, steps or images. */
    public RecipeBuilder length(TrainingSpan length) {
        return set("train.epochs", length);
    }

    /** Images per step, at least 1. */
    public RecipeBuilder batch(int images) {
        return set("train.batch", images);
    }

    /** The learning rate of the backbone, above 0. */
    public RecipeBuilder learningRate(double rate) {
        return set("train.lr", rate);
    }

    /** An optimizer, with options as in the section {@code train.optimizer}. */
    public RecipeBuilder optimizer(String name, Map<String, ?> options) {
        return choose("name", name, options, "train", "optimizer");
    }

    /** A learning-rate schedule, with options as in the section {@code train.schedule}. */
    public RecipeBuilder schedule(String name, Map<String, ?> options) {
        return choose("name", name, options, "train", "schedule");
    }

    /** How image files become tensors. */
    public RecipeBuilder preprocessing(Preprocessing preprocessing) {
        return section("data", preprocessing);
    }

    /** Everything of the section {@code train} at once. */
    public RecipeBuilder training(TrainConfig training) {
        return section("train", training);
    }

    /** Everything of the section {@code evaluation} at once. */
    public RecipeBuilder evaluation(EvaluationConfig evaluation) {
        return section("evaluation", evaluation);
    }

    /** The seed of all random numbers. */
    public RecipeBuilder seed(long seed) {
        return set("seed", seed);
    }

    /**
     * Any key of an experiment file that belongs to a recipe. It has priority over values set before, for example with
     * {@link #epochs}.
     *
     * @param key with dots, for example {@code train.clipNorm}
     * @param value a text, number, truth value, path, enum constant, span or list; or a map, whose entries are set one
     *     by one, so that other keys of the same section keep their values
     */
    public RecipeBuilder set(String key, Object value) {
        Objects.requireNonNull(key, "key");
        put(List.of(key.split("\\.", -1)), value);
        return this;
    }

    private void put(List<String> path, Object value) {
        Objects.requireNonNull(value, String.join(".", path));
        if (value instanceof Map<?, ?> section && !section.isEmpty()) {
            section.forEach((key, part) -> put(append(path, String.valueOf(key)), part));
        } else if (!(value instanceof Map) || values.keySet().stream().noneMatch(other -> isWithin(other, path))) {
            values.put(path, value);
        }
    }

    private static boolean isWithin(List<String> path, List<String> section) {
        return path.size() > section.size() && path.subList(0, section.size()).equals(section);
    }

    /**
     * The recipe.
     *
     * @throws InvalidInputException with everything that is wrong, one line per problem
     */
    public Recipe build() {
        MapNode nothing = MapNode.empty(ORIGIN);
        MapNode tree = nothing.with("model", nothing, ORIGIN).with("method", nothing, ORIGIN);
        for (var choice : chosen.entrySet()) {
            for (var option : choice.getValue().entries().entrySet()) {
                List<String> path = append(choice.getKey(), option.getKey());
                tree = ValueTree.with(tree, path, option.getValue().value(), ORIGIN);
            }
        }
        for (var value : values.entrySet()) {
            tree = ValueTree.with(tree, value.getKey(), ValueTree.of(value.getValue(), ORIGIN), ORIGIN);
        }
        Problems problems = new Problems();
        Optional<Resolved<Recipe>> resolved = Recipe.loader().resolve(tree, problems);
        problems.throwIfAny();
        return resolved.orElseThrow().value();
    }

    private RecipeBuilder choose(String key, String name, Map<String, ?> options, String... section) {
        Objects.requireNonNull(name, String.join(".", section) + "." + key);
        return choose(key, name, (MapNode) ValueTree.of(options, ORIGIN), section);
    }

    private RecipeBuilder choose(String key, String name, MapNode options, String... section) {
        chosen.put(Arrays.asList(section), options.with(key, ValueTree.of(name, ORIGIN), ORIGIN));
        return this;
    }

    private RecipeBuilder section(String key, Record section) {
        tree(section).entries().forEach((name, entry) -> set(key + "." + name, entry.value()));
        return this;
    }

    private static MapNode tree(Record record) {
        SchemaReader schemas = new SchemaReader(InstalledComponents.catalog());
        return (MapNode) ValueTree.literal(RecordTree.of(record, schemas.read(record.getClass())));
    }

    private static List<String> append(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }
}
