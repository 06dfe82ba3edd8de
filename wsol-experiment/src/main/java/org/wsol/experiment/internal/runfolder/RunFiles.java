package org.wsol.experiment.internal.runfolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.ConfigLoader;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.schema.ExperimentConfig;

/** Reads a run from its folder. */
public final class RunFiles {
    private RunFiles() {}

    /** Whether a folder is a run folder. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(new RunFolder(folder).card());
    }

    /**
     * The run folder given by the user.
     *
     * @throws InvalidInputException if it is not a run folder
     */
    public static RunFolder named(Path folder) {
        if (!isRun(folder)) {
            throw new InvalidInputException(ModelLookupMessages.severalRuns(folder)
                    .orElseGet(() -> folder
                            + ": is not a run folder (it has no run.json); 'wsol runs' lists the existing runs"));
        }
        return new RunFolder(folder);
    }

    /**
     * The run of a folder.
     *
     * @throws DataException if its files are damaged
     */
    public static PlannedRun load(RunFolder folder, ConfigLoader<ExperimentConfig> loader) {
        Map<String, Object> card = Json.read(folder.card());
        Resolved<ExperimentConfig> config = loader.load(folder.config(), List.of());
        return new PlannedRun(
                text(card, "tag", folder),
                config,
                varied(card),
                card.get("replicate") instanceof Number number ? number.intValue() : 0,
                identity(card, folder));
    }

    /** The keys that the sweep set for the run, with their values as text; empty without a sweep. */
    public static Map<String, String> varied(RunFolder folder) {
        return varied(Json.read(folder.card()));
    }

    private static Map<String, String> varied(Map<String, Object> card) {
        Map<String, String> varied = new LinkedHashMap<>();
        if (card.get("varied") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> varied.put(String.valueOf(key), String.valueOf(value)));
        }
        return varied;
    }

    /** The identity of a folder's run. */
    public static RunIdentity identity(RunFolder folder) {
        return identity(Json.read(folder.card()), folder);
    }

    private static RunIdentity identity(Map<String, Object> card, RunFolder folder) {
        if (card.containsKey("configHash")) { // format of earlier versions: equal to no current run
            return new RunIdentity(
                    Map.of(
                            "configuration", text(card, "configHash", folder),
                            "data", text(card, "dataHash", folder),
                            "code", text(card, "codeHash", folder)),
                    Map.of(),
                    "");
        }
        return new RunIdentity(
                sums(card, "training", folder), sums(card, "evaluation", folder), text(card, "row", folder));
    }

    private static Map<String, String> sums(Map<String, Object> card, String key, RunFolder folder) {
        if (!(card.get(key) instanceof Map<?, ?> map)) {
            throw damaged(key, folder);
        }
        Map<String, String> sums = new LinkedHashMap<>();
        map.forEach((name, sum) -> sums.put(String.valueOf(name), String.valueOf(sum)));
        return sums;
    }

    private static String text(Map<String, Object> card, String key, RunFolder folder) {
        if (card.get(key) instanceof String text) {
            return text;
        }
        throw damaged(key, folder);
    }

    private static DataException damaged(String key, RunFolder folder) {
        return new DataException(folder.card() + ": has no '" + key + "'; the file was damaged, delete the folder");
    }
}
