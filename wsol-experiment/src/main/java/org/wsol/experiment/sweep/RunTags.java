package org.wsol.experiment.sweep;

import java.util.List;
import java.util.stream.Collectors;
import org.wsol.config.tree.ConfigNode;
import org.wsol.experiment.runfolder.RunNames;
import org.wsol.experiment.schema.ExperimentConfig;

/** Readable names of runs: {@code bridging-gap}, {@code cam-lr0.01}, {@code no-norm-weight2}. */
final class RunTags {
    private static final int LENGTH = 40;

    private RunTags() {}

    static String of(Combination row, ExperimentConfig config) {
        String start = row.caseName().isEmpty() ? config.method().selection().name() : row.caseName();
        List<String> paths = row.shown().stream()
                .filter(path -> !path.equals("seed") && !path.equals("method.name"))
                .toList();
        String varied = paths.stream()
                .map(path ->
                        "-" + shortKey(path, paths) + shortText(row.values().get(path)))
                .collect(Collectors.joining());
        return RunNames.safe(start + varied, LENGTH);
    }

    /** The last key, with its section where another path ends alike. */
    private static String shortKey(String path, List<String> paths) {
        boolean unique = paths.stream()
                        .filter(other -> lastKey(other).equals(lastKey(path)))
                        .count()
                == 1;
        String section = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        return unique ? lastKey(path) : lastKey(section) + "." + lastKey(path);
    }

    private static String lastKey(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String shortText(ConfigNode value) {
        String text = Combinations.text(value);
        return text.substring(text.lastIndexOf('/') + 1).replace(" ", "");
    }
}
