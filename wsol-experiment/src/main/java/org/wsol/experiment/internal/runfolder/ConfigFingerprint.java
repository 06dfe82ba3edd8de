package org.wsol.experiment.internal.runfolder;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.core.StorageException;
import org.wsol.core.component.Setting;
import org.wsol.core.component.Setting.Flattened;

/**
 * Checksums of all keys of a configuration that affect results, separately for training and evaluation. They are
 * computed from the typed values, so {@code 1e-3} and {@code 0.001} are equal. Referenced files are read once and
 * represented by the checksum of their content, not by their path. Folders are represented by the fingerprint of the
 * data set.
 */
public final class ConfigFingerprint {
    private static final String SEED = "seed";

    /** Reflection data of a record type, computed once per type. */
    private static final ClassValue<List<SettingOf>> SETTINGS = new ClassValue<>() {
        @Override
        protected List<SettingOf> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(SettingOf::component)
                    .toList();
        }
    };

    private final Map<Path, String> contents = new HashMap<>();

    /**
     * The checksums of a configuration, as hex SHA-256.
     *
     * @param training of the keys that training depends on
     * @param seedless the same without the seed
     * @param evaluation of the keys that only evaluation depends on
     * @param trainingFiles contents of the files that training depends on, by key
     * @param evaluationFiles contents of the files that only evaluation depends on, by key
     * @param trainingParts the classes of the components that training depends on, by kind and name
     * @param evaluationParts the classes of the components that only evaluation depends on, by kind and name
     */
    public record Sums(
            String training,
            String seedless,
            String evaluation,
            Map<String, String> trainingFiles,
            Map<String, String> evaluationFiles,
            Map<String, Class<?>> trainingParts,
            Map<String, Class<?>> evaluationParts) {}

    /** The checksums of a configuration. */
    public Sums of(Record config) {
        Collected training = new Collected();
        Collected evaluation = new Collected();
        collectRecord(config, "", training, evaluation);
        List<String> seedless = training.lines.stream()
                .filter(line -> !line.startsWith(SEED + "="))
                .toList();
        return new Sums(
                Hashes.sha256(String.join("\n", training.lines)),
                Hashes.sha256(String.join("\n", seedless)),
                Hashes.sha256(String.join("\n", evaluation.lines)),
                training.files,
                evaluation.files,
                training.parts,
                evaluation.parts);
    }

    private static final class Collected {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, String> files = new TreeMap<>();
        private final Map<String, Class<?>> parts = new TreeMap<>();

        private void choose(String kind, Selection selection, String path) {
            lines.add(path + "=" + selection.name());
            parts.put(kind + "." + selection.name(), selection.component().getClass());
        }
    }

    /**
     * @param evaluation receives the nested keys that only evaluation depends on; an outer key determines all keys
     *     below it
     */
    private void collect(Object value, String path, Collected training, Collected evaluation) {
        if (value instanceof Selection selection) {
            training.choose(path, selection, path);
            collectRecord(selection.options(), path, training, evaluation);
        } else if (value instanceof Record record && isSection(record)) {
            collectRecord(record, path, training, evaluation);
        } else if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(inner -> collect(inner, path, training, evaluation));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), path + "[" + i + "]", training, evaluation);
            }
        } else if (value instanceof Map<?, ?> map) {
            new TreeMap<>(map).forEach((key, entry) -> collect(entry, path + "." + key, training, evaluation));
        } else if (value instanceof Path file) {
            training.files.put(path, content(file));
        } else {
            training.lines.add(path + "=" + String.valueOf(value).replace("\n", "\\n"));
        }
    }

    private static boolean isSection(Record record) {
        List<SettingOf> settings = SETTINGS.get(record.getClass());
        return settings.isEmpty() || settings.get(0).setting().isPresent();
    }

    private void collectRecord(Record record, String path, Collected training, Collected evaluation) {
        for (SettingOf component : SETTINGS.get(record.getClass())) {
            if (component.isFlattened()) {
                collectRecord((Record) component.read(record), path, training, evaluation);
            } else if (component.setting().filter(Setting::affectsResults).isPresent()) {
                Collected target = component.setting().get().affectsTraining() ? training : evaluation;
                Object value = component.read(record);
                if (component.selector().isPresent() && value instanceof Selection selection) {
                    Selector selector = component.selector().get();
                    target.choose(selector.kind(), selection, join(path, selector.key()));
                    collectRecord(selection.options(), path, target, evaluation);
                } else {
                    collect(value, join(path, component.name()), target, evaluation);
                }
            }
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The checksum of a file's content, read once. */
    public String content(Path file) {
        return contents.computeIfAbsent(file, ConfigFingerprint::read);
    }

    private static String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return "folder"; // its content is covered by the data fingerprint
            }
            return Files.isRegularFile(file) ? "sha256:" + Hashes.sha256(file) : "missing:" + file;
        } catch (IOException e) {
            throw new StorageException("cannot read " + file, e);
        }
    }

    /** A record component with its annotation. */
    private record SettingOf(
            String name, Method accessor, Optional<Setting> setting, Optional<Selector> selector, boolean isFlattened) {

        static SettingOf component(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new SettingOf(
                    component.getName(),
                    accessor,
                    Optional.ofNullable(component.getAnnotation(Setting.class)),
                    Optional.ofNullable(component.getAnnotation(Selector.class)),
                    component.isAnnotationPresent(Flattened.class));
        }

        Object read(Record record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + accessor, e);
            }
        }
    }
}
