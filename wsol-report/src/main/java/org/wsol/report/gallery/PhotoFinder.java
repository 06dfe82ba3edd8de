package org.wsol.report.gallery;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.DataException;
import org.wsol.data.image.ImageDecoder;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.Provenance;
import org.wsol.experiment.results.ReportedRun;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Finds the photos listed in a run's {@code images.csv}: at the given path, below the run's data root, below its
 * folder, or relative to the run's working directory.
 */
final class PhotoFinder {
    private final List<Path> roots;
    private final ImageDecoder decoder;

    private PhotoFinder(List<Path> roots, ImageDecoder decoder) {
        this.roots = List.copyOf(roots);
        this.decoder = decoder;
    }

    static PhotoFinder of(ReportedRun run) {
        List<Path> roots = new ArrayList<>();
        setting(run, "root").flatMap(PhotoFinder::path).ifPresent(root -> {
            roots.add(root);
            roots.add(root.resolve("images"));
        });
        roots.add(run.folder());
        roots.add(Path.of(""));
        workingDirectory(run).flatMap(PhotoFinder::path).ifPresent(roots::add);
        boolean upright =
                setting(run, "exifOrientation").map(Boolean::parseBoolean).orElse(false);
        return new PhotoFinder(roots, ImageDecoder.asStored().withExifOrientation(upright));
    }

    /** The run's working directory, if it differs from the current one. */
    private static Optional<String> workingDirectory(ReportedRun run) {
        try {
            return run.text("provenance.json")
                    .map(text -> Json.parse(text, "provenance.json").get(Provenance.WORKING_DIRECTORY))
                    .map(Object::toString);
        } catch (DataException damaged) {
            return Optional.empty(); // photos are searched below the data folder and here
        }
    }

    /** A small copy of the photo as decoded by the run, as {@code data:} URL; empty if it is missing or damaged. */
    Optional<String> thumbnail(String path) {
        return find(path).flatMap(file -> Thumbnail.dataAddress(file, decoder));
    }

    private Optional<Path> find(String path) {
        return path(path).flatMap(photo -> roots.stream()
                .map(root -> root.resolve(photo))
                .filter(Files::isRegularFile)
                .findFirst());
    }

    /** Empty for an invalid path; such a photo is listed as missing. */
    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException notOurs) {
            return Optional.empty();
        }
    }

    /** A key of the section data of the run. */
    private static Optional<String> setting(ReportedRun run, String key) {
        try {
            return run.text("config.yaml")
                    .map(text -> new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text))
                    .flatMap(config -> child(config, "data"))
                    .flatMap(data -> child(data, key))
                    .map(Object::toString);
        } catch (YAMLException notOurs) {
            return Optional.empty(); // photos with absolute paths are found without it, others are listed as missing
        }
    }

    private static Optional<Object> child(Object node, String key) {
        return node instanceof Map<?, ?> map ? Optional.ofNullable(map.get(key)) : Optional.empty();
    }
}
