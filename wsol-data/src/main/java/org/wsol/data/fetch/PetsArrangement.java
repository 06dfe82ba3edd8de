package org.wsol.data.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.wsol.core.DataException;

/**
 * Sorts Oxford-IIIT Pets, whose images lie in one folder, into its published splits and breeds: {@code
 * images/train/Abyssinian/Abyssinian_100.jpg}. The lists are {@code annotations/trainval.txt} and {@code test.txt}, with
 * a line {@code NAME CLASS SPECIES BREED} for each image.
 */
final class PetsArrangement {
    private PetsArrangement() {}

    /**
     * Sorts the images.
     *
     * @param folder holds {@code images} and {@code annotations}
     * @throws DataException if the lists are missing or list a missing image
     */
    static void arrange(Path folder) throws IOException {
        sort(folder, "trainval.txt", "train");
        sort(folder, "test.txt", "test");
        setAside(folder);
    }

    /** Moves away a few unlisted images and unrelated files among them. */
    private static void setAside(Path folder) throws IOException {
        Path unlisted = Files.createDirectories(folder.resolve("unlisted"));
        try (Stream<Path> entries = Files.list(folder.resolve("images"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                Files.move(entry, unlisted.resolve(entry.getFileName()));
            }
        }
    }

    private static void sort(Path folder, String list, String split) throws IOException {
        Path file = folder.resolve("annotations").resolve(list);
        if (!Files.isRegularFile(file)) {
            throw new DataException("Oxford-IIIT Pets has no list annotations/" + list);
        }
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String name = line.split("\\s+", -1)[0];
            if (!name.matches("[A-Za-z0-9_]+_\\d+")) {
                throw new DataException("Oxford-IIIT Pets: annotations/" + list + " names an image '" + name + "'");
            }
            Path image = folder.resolve("images").resolve(name + ".jpg");
            if (!Files.isRegularFile(image)) {
                throw new DataException("Oxford-IIIT Pets has no image images/" + name + ".jpg");
            }
            Path breed = folder.resolve("images").resolve(split).resolve(name.replaceFirst("_\\d+$", ""));
            Files.createDirectories(breed);
            Files.move(image, breed.resolve(image.getFileName()));
        }
    }
}
