package org.wsol.experiment.internal.runfolder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.tree.TreeWriter;
import org.wsol.experiment.schema.ExperimentConfig;

/**
 * One run of an experiment, ready to be executed.
 *
 * @param tag its readable name: the row of the sweep, or the method
 * @param config its configuration
 * @param varied the keys in which it differs from the other runs of its experiment, with their values as text
 * @param replicate index of the seed among several, from 1; 0 if there is only one
 * @param identity what its results depend on
 */
public record PlannedRun(
        String tag,
        Resolved<ExperimentConfig> config,
        Map<String, String> varied,
        int replicate,
        RunIdentity identity) {
    private static final int SHORT_DIGITS = 8;

    /** Copies the map, keeping its order. */
    public PlannedRun {
        varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
    }

    /** The same run that also shows other keys in which it differs. */
    public PlannedRun withVaried(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(varied);
        all.putAll(more);
        return new PlannedRun(tag, config, all, replicate, identity);
    }

    /** The typed configuration. */
    public ExperimentConfig experiment() {
        return config.value();
    }

    /** A short, safe folder name: at most 60 letters, digits, dots, dashes and underscores. */
    public String folderName() {
        return folderName(SHORT_DIGITS);
    }

    /** The same with the given number of digits of the identity. */
    public String folderName(int digits) {
        String seed = replicate == 0 ? "" : "-seed" + experiment().seed();
        String suffix = seed + "-" + identity.hash().substring(0, digits);
        return RunNames.safe(tag, Math.max(8, 60 - suffix.length())) + suffix;
    }

    /** The content of {@code config.yaml}. */
    String configYaml() {
        return TreeWriter.withOrigins(config.tree().without("sweep").without("extends"));
    }

    /** The content of {@code run.json}. */
    Map<String, Object> card() {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("experiment", experiment().name());
        card.put("tag", tag);
        card.put("seed", experiment().seed());
        card.put("replicate", replicate);
        card.put("varied", varied);
        card.putAll(identity.asMap());
        return card;
    }

    /** Names that are safe in every shell and file system. */
    public static final class RunNames {
        private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");
        private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");

        private RunNames() {}

        /**
         * The text with everything but letters, digits, dots, dashes and underscores replaced, truncated to a length.
         */
        public static String safe(String text, int length) {
            String safe = EDGES.matcher(UNSAFE.matcher(text).replaceAll("_")).replaceAll("");
            String cut = safe.length() <= length
                    ? safe
                    : EDGES.matcher(safe.substring(0, length)).replaceAll("");
            return cut.isEmpty() ? "run" : cut;
        }
    }
}
