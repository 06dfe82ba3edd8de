package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.lists.BadLines;
import org.wsol.core.internal.lists.Line;
import org.wsol.core.internal.lists.TextLines;

/** Determines the class names of a data set. */
final class ClassNames {
    private static final Pattern NUMBERED = Pattern.compile("\\s*\\d+\\s+\\S.*");

    private ClassNames() {}

    /**
     * From a file if given, else from the first folder of the image ids if it determines the class, else {@code class
     * 0}, {@code class 1}...
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

    /** One name per line, or all numbered as in {@code 3 name}; numbers start at 0 or 1 and must be in order. */
    static List<String> read(Path file) {
        List<Line> lines = TextLines.read(file);
        if (!lines.stream().allMatch(line -> NUMBERED.matcher(line.text()).matches())) {
            return lines.stream().map(line -> line.text().strip()).toList();
        }
        List<String> names = new ArrayList<>();
        BadLines bad = new BadLines();
        for (Line line : lines) {
            bad.guard(() -> names.add(numbered(line, lines.get(0), names.size())));
        }
        bad.throwIfAny();
        return names;
    }

    private static String numbered(Line line, Line first, int position) {
        String[] fields = line.fields("\\s+", 2, "class number, name");
        int start = first.wholeNumber(first.fields("\\s+", 2, "class number, name")[0], "the class number");
        if (start > 1 || line.wholeNumber(fields[0], "the class number") != start + position) {
            throw line.problem("classes are numbered in order from 0 or 1, or not at all");
        }
        return line.text().strip().split("\\s+", 2)[1];
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
                if (folder.isEmpty() || (known != null && !known.equals(folder))) {
                    return List.of();
                }
            }
        }
        boolean distinct = names.values().stream().distinct().count() == names.size();
        boolean gapless = names.isEmpty() || names.size() == ((TreeMap<Integer, String>) names).lastKey() + 1;
        return distinct && gapless ? List.copyOf(names.values()) : List.of();
    }
}
