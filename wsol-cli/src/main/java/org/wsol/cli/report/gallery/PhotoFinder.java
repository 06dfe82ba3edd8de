package org.wsol.cli.report.gallery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.cli.report.input.ReportedRun;
import org.wsol.cli.runs.Json;
import org.wsol.cli.runs.Provenance;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Finds the photos that a run's {@code images.csv} names: as named, below the run's data root, below its folder, or from
 * where the run was computed.
 */
final class PhotoFinder {
    private final List<Path> roots;

    private PhotoFinder(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    static PhotoFinder of(ReportedRun run) {
        List<Path> roots = new ArrayList<>();
        dataRoot(run).map(Path::of).ifPresent(root -> {
            roots.add(root);
            roots.add(root.resolve("images"));
        });
        roots.add(run.folder());
        roots.add(Path.of(""));
        workingDirectory(run).map(Path::of).ifPresent(roots::add);
        return new PhotoFinder(roots);
    }

    /** Where the run was computed, when the report is made elsewhere. */
    private static Optional<String> workingDirectory(ReportedRun run) {
        return run.text("provenance.json")
                .map(text -> Json.parse(text, "provenance.json").get(Provenance.WORKING_DIRECTORY))
                .map(Object::toString);
    }

    Optional<Path> find(String path) {
        return roots.stream()
                .map(root -> root.resolve(path))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<String> dataRoot(ReportedRun run) {
        try {
            return run.text("config.yaml")
                    .map(text -> new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text))
                    .flatMap(config -> child(config, "data"))
                    .flatMap(data -> child(data, "root"))
                    .map(Object::toString);
        } catch (YAMLException notOurs) {
            return Optional.empty(); // photos named by absolute path are found without it, others are listed as missing
        }
    }

    private static Optional<Object> child(Object node, String key) {
        return node instanceof Map<?, ?> map ? Optional.ofNullable(map.get(key)) : Optional.empty();
    }
}
