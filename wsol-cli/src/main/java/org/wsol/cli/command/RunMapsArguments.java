package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.results.MapKind;

/**
 * Converts {@code evaluate RUN --maps MAPS} to arguments of {@code evaluate-maps}: maps compared with the data of a
 * run.
 */
final class RunMapsArguments {
    private RunMapsArguments() {}

    /**
     * The arguments of the command.
     *
     * @param maps {@code cam}, {@code norm} or {@code similarity} of the run itself, or a folder or stack of maps
     * @param data an experiment file whose data set is used instead of the run's
     * @throws InvalidInputException if there are no such maps
     */
    static List<String> of(RunFolder run, String maps, Optional<Path> data, String split, List<String> changes) {
        data.filter(Files::isDirectory).ifPresent(folder -> {
            throw new InvalidInputException("--maps with --data needs an experiment file that describes the data set, "
                    + folder + " is a folder");
        });
        List<String> words = new ArrayList<>(List.of("evaluate-maps", "--scoremaps"));
        words.add(source(run, maps, split).toString());
        words.addAll(List.of("--dataset", data.orElse(run.config()).toString(), "--split", split, "--skip-bad"));
        words.addAll(changes);
        return words;
    }

    private static Path source(RunFolder run, String maps, String split) {
        for (MapKind kind : MapKind.values()) {
            if (kind.key().equals(maps)) {
                return own(run, kind, split);
            }
        }
        Path folder = Path.of(maps);
        if (!Files.exists(folder)) {
            throw new InvalidInputException(
                    "--maps " + maps + " does not exist; name a folder of maps, or the run's own: "
                            + Arrays.stream(MapKind.values()).map(MapKind::key).collect(Collectors.joining(", ")));
        }
        return folder;
    }

    private static Path own(RunFolder run, MapKind kind, String split) {
        Path stack = run.path().resolve(kind.fileName());
        if (!split.equals("test") || !Files.isRegularFile(stack)) {
            throw new InvalidInputException(run.path() + " has no " + kind.key() + " maps of the " + split
                    + " split; runs store only those of the test split");
        }
        return stack;
    }
}
