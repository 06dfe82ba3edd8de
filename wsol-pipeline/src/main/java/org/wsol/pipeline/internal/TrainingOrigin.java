package org.wsol.pipeline.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.config.tree.Problems;
import org.wsol.config.tree.TreeWriter;
import org.wsol.config.tree.YamlReader;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.io.PathNames;
import org.wsol.pipeline.recipe.Recipe;

/**
 * The recipe and the data that a training was started with. They are notes of its checkpoints, so that a training is
 * resumed only with the same.
 *
 * @param settings the keys of the recipe that affect training, with their values
 * @param data checksums of the classes and training images, and of the validation images if they select the network
 */
public record TrainingOrigin(Map<String, String> settings, Map<String, String> data) {
    private static final String NOTE = "origin.";
    private static final String ABSENT = "absent";
    private static final String PRETRAINED = "model.pretrained";

    /** Keys that do not change the trained network. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "evaluation.", "train.checkpoint.", "data.cache", "data.workers", "data.prefetch", "data.evaluationSize");

    /** Copies the maps. */
    public TrainingOrigin {
        settings = Map.copyOf(settings);
        data = Map.copyOf(data);
    }

    /** The origin of a training with a recipe and a data set. */
    public static TrainingOrigin of(Recipe recipe, Dataset dataset) {
        Map<String, String> settings = new TreeMap<>();
        Problems problems = new Problems();
        ConfigNode tree = YamlReader.read(recipe.toYaml(), "recipe", problems);
        problems.throwIfAny();
        collect("", tree, settings);
        settings.keySet().removeIf(key -> WITHOUT_EFFECT.stream().anyMatch(key::startsWith));
        // the same weights may be in another folder on resuming
        settings.computeIfPresent(PRETRAINED, (key, file) -> PathNames.name(Path.of(file)));
        Map<String, String> data = new TreeMap<>();
        data.put("training images, labels or classes", TrainingLists.sum(dataset, SplitName.TRAIN));
        if (recipe.train().checkpoint().saveBest().isPresent()) {
            data.put("validation images or labels", TrainingLists.sum(dataset, SplitName.VAL));
        }
        return new TrainingOrigin(settings, data);
    }

    private static void collect(String path, ConfigNode node, Map<String, String> settings) {
        if (node instanceof MapNode map) {
            map.entries()
                    .forEach((key, entry) -> collect(path.isEmpty() ? key : path + "." + key, entry.value(), settings));
        } else {
            settings.put(path, TreeWriter.inline(node));
        }
    }

    /** The notes of a checkpoint. */
    public Map<String, String> notes() {
        Map<String, String> notes = new TreeMap<>();
        settings.forEach((key, value) -> notes.put(NOTE + key, value));
        data.forEach((key, sum) -> notes.put(NOTE + key, sum));
        return notes;
    }

    /**
     * Checks that a checkpoint belongs to this training. Checkpoints without such notes are accepted.
     *
     * @param notes the notes of the checkpoint
     * @param folder the folder of the checkpoint, for the message
     * @throws InvalidInputException naming what differs
     */
    public void requireSame(Map<String, String> notes, Path folder) {
        Map<String, String> there = new TreeMap<>(notes);
        there.keySet().removeIf(key -> !key.startsWith(NOTE));
        Map<String, String> here = notes();
        if (there.isEmpty() || there.equals(here)) {
            return;
        }
        TreeSet<String> keys = new TreeSet<>(here.keySet());
        keys.addAll(there.keySet());
        String differing = keys.stream()
                .filter(key -> !here.getOrDefault(key, ABSENT).equals(there.getOrDefault(key, ABSENT)))
                .map(key -> difference(key, there, here))
                .collect(Collectors.joining("; "));
        throw new InvalidInputException("the checkpoints in " + folder + " belong to another training (" + differing
                + "). A training is resumed only with the same recipe and data; use an empty folder");
    }

    private String difference(String note, Map<String, String> there, Map<String, String> here) {
        String key = note.substring(NOTE.length());
        return data.containsKey(key)
                ? "other " + key
                : key + ": " + there.getOrDefault(note, ABSENT) + " there, " + here.getOrDefault(note, ABSENT)
                        + " here";
    }
}
