package org.wsol.config.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.core.component.Suggestion;

/** Suggests existing files for a path that does not exist. */
final class SimilarFiles {
    private static final Path EXPERIMENTS = Path.of("experiments");

    private SimilarFiles() {}

    /** The end of a message about a missing YAML file: the likely intended file, or what to do. */
    static String suggestion(Path missing) {
        List<Path> candidates =
                new ArrayList<>(yamlIn(Optional.ofNullable(missing.getParent()).orElse(Path.of(""))));
        candidates.addAll(yamlIn(EXPERIMENTS));
        String name = String.valueOf(missing.getFileName());
        List<String> names = candidates.stream()
                .flatMap(file -> Stream.of(name(file), name(file).replaceFirst("\\.ya?ml$", "")))
                .toList();
        return Suggestion.nearest(name, names)
                .flatMap(near -> candidates.stream()
                        .filter(file -> name(file).equals(near) || name(file).startsWith(near + "."))
                        .findFirst())
                .map(file -> "; did you mean " + file + "?")
                .orElse("; check the path");
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> yamlIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
