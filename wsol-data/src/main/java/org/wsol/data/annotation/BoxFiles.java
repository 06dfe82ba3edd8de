package org.wsol.data.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsol.core.DataException;

/** Several COCO or CSV files, for example one for each part; an image is looked up in one after the other. */
final class BoxFiles implements BoxSource {
    /** How {@code wsol data convert} names the lists of labels that it writes beside CSV boxes. */
    private static final String LABELS = "-labels.csv";

    private final List<BoxSource> files;

    private BoxFiles(List<BoxSource> files) {
        this.files = List.copyOf(files);
    }

    /** The COCO files of a folder, else its CSV files; empty where there are neither. */
    static Optional<BoxSource> in(Path folder) {
        return Stream.of(".json", ".csv")
                .map(ending -> named(folder, ending))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(found -> new BoxFiles(found.stream().map(BoxSource::open).toList()));
    }

    private static List<Path> named(Path folder, String ending) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(file -> !file.getFileName().toString().endsWith(LABELS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<ImageAnnotation> find(String imageId) {
        return files.stream().flatMap(file -> file.find(imageId).stream()).findFirst();
    }

    @Override
    public Set<String> names() {
        return files.stream().flatMap(file -> file.names().stream()).collect(Collectors.toSet());
    }
}
