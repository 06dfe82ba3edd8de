package org.wsol.cli.command;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wsol.experiment.internal.runfolder.Json;
import org.wsol.experiment.internal.runfolder.RunFolder;

/** The environment of a run as flat keys: {@code threads}, {@code environment.cpu}, {@code library nd4j-native}, ... */
final class Surroundings {
    private static final List<String> SHOWN = List.of("threads", "environment", "java", "system");
    private static final String LIBRARIES = "libraries";
    private static final String THERE = "there";

    private Surroundings() {}

    static Map<String, String> of(RunFolder run) {
        Map<String, String> flat = new TreeMap<>();
        if (Files.exists(run.provenance())) {
            Map<String, Object> record = Json.read(run.provenance());
            SHOWN.forEach(key -> flatten(key, record.get(key), flat));
            if (record.get(LIBRARIES) instanceof List<?> libraries) {
                libraries.forEach(library -> library(String.valueOf(library), flat));
            }
        }
        return flat;
    }

    private static void flatten(String path, @Nullable Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) -> flatten(path + "." + key, below, flat));
        } else if (value != null) {
            flat.put(path, String.valueOf(value));
        }
    }

    /** {@code slf4j-api-2.0.17}: the version starts at the first dash followed by a digit. */
    private static void library(String name, Map<String, String> flat) {
        String[] parts = name.split("-(?=\\d)", 2);
        flat.merge("library " + parts[0], parts.length > 1 ? parts[1] : THERE, (one, other) -> one + ", " + other);
    }
}
