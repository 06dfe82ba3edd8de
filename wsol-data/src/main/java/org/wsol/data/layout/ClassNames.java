package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsol.core.data.DataSplit;
import org.wsol.data.annotation.Line;
import org.wsol.data.annotation.TextLines;

/** Finds out what the classes of a data set are called. */
final class ClassNames {
    private ClassNames() {}

    /**
     * From a file where there is one, else from the first folder of the image ids where that folder decides the class,
     * else {@code class 0}, {@code class 1}...
     */
    static List<String> find(Optional<Path> file, Path metadata, List<DataSplit> parts) {
        int count = countOf(parts);
        Optional<Path> list = file.or(() -> List.of(metadata, metadata.resolveSibling("")).stream()
                .map(folder -> folder.resolve("classes.txt"))
                .filter(Files::isRegularFile)
                .findFirst());
        List<String> names = list.map(ClassNames::read).orElseGet(() -> fromFolders(parts));
        List<String> all = new ArrayList<>(names);
        for (int label = all.size(); label < count; label++) {
            all.add("class " + label);
        }
        return all;
    }

    /** One name a line, or numbered as in {@code 3 name}; numbers may count from 0 or 1 and must be in order. */
    static List<String> read(Path file) {
        List<String> names = new ArrayList<>();
        for (Line line : TextLines.read(file)) {
            String[] fields = line.text().strip().split("\\s+", 2);
            boolean numbered = fields.length == 2 && fields[0].matches("\\d+");
            names.add(numbered ? fields[1] : line.text().strip());
        }
        return names;
    }

    private static int countOf(List<DataSplit> parts) {
        int count = 0;
        for (DataSplit part : parts) {
            for (int i = 0; i < part.size(); i++) {
                count = Math.max(count, part.label(i) + 1);
            }
        }
        return count;
    }

    private static List<String> fromFolders(List<DataSplit> parts) {
        Map<Integer, String> names = new TreeMap<>();
        for (DataSplit part : parts) {
            for (int i = 0; i < part.size(); i++) {
                String id = part.imageId(i);
                String folder = id.contains("/") ? id.substring(0, id.indexOf('/')) : "";
                String known = names.putIfAbsent(part.label(i), folder);
                if (folder.isEmpty() || known != null && !known.equals(folder)) {
                    return List.of();
                }
            }
        }
        boolean distinct = names.values().stream().distinct().count() == names.size();
        boolean gapless = names.isEmpty() || names.size() == ((TreeMap<Integer, String>) names).lastKey() + 1;
        return distinct && gapless ? List.copyOf(names.values()) : List.of();
    }
}
