package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.wsol.core.internal.lists.TextLines;

/** The classes of ILSVRC: WordNet ids such as {@code n01440764}, in label order, with readable names. */
final class Synsets {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    /** From a file of {@code n01440764 tench, Tinca tinca} lines. */
    static Synsets read(Path file) {
        Synsets synsets = new Synsets();
        TextLines.forEach(file, line -> {
            String[] fields = line.text().strip().split("\\s+", 2);
            if (synsets.labels.containsKey(fields[0])) {
                throw line.problem("the synset '" + fields[0] + "' is listed twice");
            }
            synsets.add(fields[0], fields.length > 1 ? fields[1] : fields[0]);
        });
        return synsets;
    }

    /** From the folders of the training images, by name. */
    static Synsets ofFolders(List<String> folders) {
        Synsets synsets = new Synsets();
        folders.forEach(folder -> synsets.add(folder, folder));
        return synsets;
    }

    private void add(String id, String name) {
        labels.put(id, names.size());
        names.add(name);
    }

    List<String> names() {
        return names;
    }

    OptionalInt label(String id) {
        Integer label = labels.get(id);
        return label == null ? OptionalInt.empty() : OptionalInt.of(label);
    }
}
