package org.wsol.experiment.runfolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsol.config.schema.Selection;
import org.wsol.core.component.Flattened;
import org.wsol.core.component.Setting;

/**
 * A sum over every key of a configuration that affects results. It is taken from the typed values, so {@code 1e-3} and
 * {@code 0.001} are the same; of a file that is named the content counts, not the place; it is read once. The
 * content of a folder counts through the fingerprint of the data set.
 */
public final class ConfigFingerprint {
    private final Map<Path, String> contents = new HashMap<>();

    /** The sum, as hex SHA-256. */
    public String of(Record config) {
        List<String> lines = new ArrayList<>();
        collect(config, "", lines);
        return Hashes.sha256(String.join("\n", lines));
    }

    private void collect(Object value, String path, List<String> lines) {
        if (value instanceof Selection selection) {
            lines.add(path + "=" + selection.name());
            collectRecord(selection.options(), path, lines);
        } else if (value instanceof Record record && isSection(record)) {
            collectRecord(record, path, lines);
        } else if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(inner -> collect(inner, path, lines));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), path + "[" + i + "]", lines);
            }
        } else if (value instanceof Map<?, ?> map) {
            new TreeMap<>(map).forEach((key, entry) -> collect(entry, path + "." + key, lines));
        } else {
            lines.add(path + "=" + (value instanceof Path file ? content(file) : value));
        }
    }

    private static boolean isSection(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        return components.length == 0 || components[0].isAnnotationPresent(Setting.class);
    }

    private void collectRecord(Record record, String path, List<String> lines) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            if (component.isAnnotationPresent(Flattened.class)) {
                collectRecord((Record) read(record, component), path, lines);
            } else if (setting != null && setting.affectsResults()) {
                collect(read(record, component), path + "." + component.getName(), lines);
            }
        }
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private String content(Path file) {
        return contents.computeIfAbsent(file, ConfigFingerprint::readContent);
    }

    private static String readContent(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return "folder"; // what lies in it is the business of the data fingerprint
            }
            return Files.isRegularFile(file) ? "sha256:" + Hashes.sha256(file) : file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
