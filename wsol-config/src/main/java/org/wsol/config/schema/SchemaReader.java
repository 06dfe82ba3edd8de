package org.wsol.config.schema;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.config.schema.Selection.Selector;
import org.wsol.config.tree.ConfigNode;
import org.wsol.core.component.Component;
import org.wsol.core.component.Plugins;
import org.wsol.core.component.Setting;
import org.wsol.core.component.Setting.Flattened;

/** Reads the schema of a section from an annotated record. */
public final class SchemaReader {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaReader.class);

    private final ComponentCatalog catalog;

    /** Creates a reader for the components of a catalog. */
    public SchemaReader(ComponentCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The schema of a record and everything in it.
     *
     * @throws IllegalStateException if the record's annotations are invalid: a bug in the record
     */
    public SectionSchema read(Class<? extends Record> recordType) {
        List<KeySchema> keys = new ArrayList<>();
        Optional<RecordComponent> selector = Optional.empty();
        Map<String, SectionSchema> flattened = new LinkedHashMap<>();
        for (RecordComponent component : recordType.getRecordComponents()) {
            if (component.isAnnotationPresent(Flattened.class)) {
                SectionSchema inner = read(component.getType().asSubclass(Record.class));
                flattened.put(component.getName(), inner);
                keys.addAll(inner.keys());
            } else if (component.isAnnotationPresent(Selector.class)) {
                selector = Optional.of(component);
            } else {
                keys.add(new KeySchema(component.getName(), typeOf(component.getGenericType()), settingOf(component)));
            }
        }
        return new SectionSchema(recordType, keys, selector.map(component -> choice(component, keys)), flattened);
    }

    private static Setting settingOf(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + " has no @Setting");
        }
        return setting;
    }

    private SectionSchema.Choice choice(RecordComponent component, List<KeySchema> shared) {
        Selector marked = component.getAnnotation(Selector.class);
        KeySchema key = new KeySchema(marked.key(), new ValueType.Text(), settingOf(component));
        List<SectionSchema.Alternative> options = catalog.all(marked.kind()).stream()
                .flatMap(offered -> usable(offered, key, marked.kind(), shared))
                .toList();
        return new SectionSchema.Choice(key, component.getName(), marked.kind(), options);
    }

    /** A component that is not described properly, which can only be a plug-in, is left out with a warning: the others stay usable. */
    private Stream<SectionSchema.Alternative> usable(
            Component<?> component, KeySchema selecting, String kind, List<KeySchema> shared) {
        try {
            SectionSchema.Alternative alternative = alternative(component);
            for (KeySchema key : alternative.schema().keys()) {
                if (key.name().equals(selecting.name())
                        || shared.stream().anyMatch(other -> other.name().equals(key.name()))) {
                    throw new IllegalStateException(
                            "its option '" + key.name() + "' has the name of a key that every " + kind + " has");
                }
            }
            return Stream.of(alternative);
        } catch (IllegalStateException defect) {
            LOG.warn(
                    "{} '{}' cannot be used: {} ({})",
                    kind,
                    component.name(),
                    defect.getMessage(),
                    Plugins.origin(component.getClass()));
            return Stream.empty();
        }
    }

    /**
     * A component with the schema of its options.
     *
     * @throws IllegalStateException when the record of its options is not described properly
     */
    public SectionSchema.Alternative alternative(Component<?> component) {
        return new SectionSchema.Alternative(component, read(component.optionsType()));
    }

    private ValueType typeOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            return genericType(generic);
        }
        return plainType((Class<?>) type);
    }

    private ValueType genericType(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Type raw = type.getRawType();
        if (raw == Optional.class) {
            return new ValueType.Maybe(typeOf(arguments[0]));
        } else if (raw == List.class) {
            return new ValueType.ListOf(typeOf(arguments[0]));
        } else if (raw == Map.class && arguments[0] == String.class) {
            return new ValueType.MapOf(typeOf(arguments[1]));
        }
        throw unsupported(type.getTypeName());
    }

    private ValueType plainType(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return new ValueType.WholeNumber(type);
        } else if (type == double.class || type == Double.class) {
            return new ValueType.RealNumber();
        } else if (type == boolean.class || type == Boolean.class) {
            return new ValueType.Truth();
        } else if (type == String.class) {
            return new ValueType.Text();
        } else if (type == Path.class) {
            return new ValueType.FilePath();
        } else if (type == ConfigNode.class) {
            return new ValueType.Anything();
        } else if (type.isEnum()) {
            return new ValueType.Choice(enumType(type));
        } else if (hasParse(type)) {
            return new ValueType.Parsed(type);
        } else if (type.isRecord()) {
            return new ValueType.Section(read(type.asSubclass(Record.class)));
        }
        throw unsupported(type.getTypeName());
    }

    private static IllegalStateException unsupported(String type) {
        return new IllegalStateException("no key can have the type " + type
                + "; possible are int, long, double, boolean, String, Path, enums, records, types with a static parse(String), and"
                + " Optional, List and Map of them");
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Enum<?>> enumType(Class<?> type) {
        return (Class<? extends Enum<?>>) type;
    }

    private static boolean hasParse(Class<?> type) {
        return Arrays.stream(type.getMethods()).anyMatch(method -> isParse(method, type));
    }

    private static boolean isParse(Method method, Class<?> type) {
        return method.getName().equals("parse")
                && Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == type
                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class});
    }
}
