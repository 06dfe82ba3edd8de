package org.wsol.pipeline.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.core.StorageException;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.ExchangePoints;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.RunLength;
import org.wsol.pipeline.recipe.Recipe;

/** Permanent checkpoints at the points of a training given by {@code train.checkpoint.keep}. */
public final class KeptCheckpoints {
    private static final Pattern NAME = Pattern.compile("kept-\\d+\\.safetensors");

    private static final String EPOCHS = "epochs";

    private final Set<Long> steps;
    private final RunLength length;
    private final Path folder;
    private final ParameterStore store;
    private final Optimizer optimizer;

    private KeptCheckpoints(Set<Long> steps, RunLength length, Path folder, ParameterStore store, Optimizer optimizer) {
        this.steps = steps;
        this.length = length;
        this.folder = folder;
        this.store = store;
        this.optimizer = optimizer;
    }

    /** The points given by a recipe, or the next exchange of parameters. */
    public static KeptCheckpoints of(
            Recipe recipe, ExchangePoints points, Path folder, ParameterStore store, Optimizer optimizer) {
        Set<Long> steps = steps(recipe, points).collect(Collectors.toUnmodifiableSet());
        return new KeptCheckpoints(steps, points.length(), folder, store, optimizer);
    }

    private static Stream<Long> steps(Recipe recipe, ExchangePoints points) {
        return recipe.train().checkpoint().keep().stream()
                .map(points.length()::steps)
                .map(points::atOrAfter);
    }

    /** The steps to keep according to a recipe that were reached but are missing in a folder of checkpoints. */
    public static Set<Long> missing(Recipe recipe, RunLength length, Path folder) {
        Checkpoint last = new Checkpoint(folder.resolve(Checkpoint.LAST));
        long trained = last.exists() ? last.step() : length.totalSteps();
        ExchangePoints points = new ExchangePoints(recipe.train().exchange().steps(), length);
        return steps(recipe, points)
                .filter(step -> step > 0 && step <= trained)
                .filter(step -> !Files.isRegularFile(folder.resolve(name(step))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(long step) {
        return String.format(Locale.ROOT, "kept-%08d.safetensors", step);
    }

    /** Writes a checkpoint if one is due after the given number of steps. */
    public void saveIfDue(long done) {
        if (steps.contains(done)) {
            String epochs = Double.toString((double) done / length.stepsPerEpoch());
            new Checkpoint(folder.resolve(name(done))).save(store, optimizer, done, Map.of(EPOCHS, epochs));
        }
    }

    /** The kept checkpoint files of a folder, by step. */
    public static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StorageException("cannot list " + folder, e);
        }
    }

    /** The number of epochs after which a kept checkpoint was written. */
    public static double epochs(Checkpoint kept) {
        return Double.parseDouble(kept.notes().get(EPOCHS));
    }
}
