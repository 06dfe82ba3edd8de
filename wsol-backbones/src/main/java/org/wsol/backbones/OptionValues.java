package org.wsol.backbones;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.component.Suggestion;

/** Makes an options record from texts and from the defaults its settings declare. */
final class OptionValues {
    private OptionValues() {}

    static <O extends Record> O of(String owner, Class<O> type, Map<String, String> texts) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String name : texts.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidInputException(owner + " has no option '" + name + "'"
                        + Suggestion.forName(name, known) + "; known: " + String.join(", ", known));
            }
        }
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            Setting setting = components[i].getAnnotation(Setting.class);
            String text = texts.getOrDefault(components[i].getName(), setting.defaultValue());
            types[i] = components[i].getType();
            values[i] =
                    value(owner + ": option " + components[i].getName(), components[i].getGenericType(), setting, text);
        }
        return instance(type, types, values);
    }

    /** A value of any type an experiment file can set, see {@link Setting}. */
    private static Object value(String where, Type type, Setting setting, String text) {
        if (type instanceof ParameterizedType generic) {
            return container(where, generic, setting, text);
        } else if (type == boolean.class || type == Boolean.class) {
            return Boolean.parseBoolean(oneOf(where, text, List.of("true", "false")));
        } else if (type == String.class) {
            return setting.allowed().length == 0 ? text : oneOf(where, text, List.of(setting.allowed()));
        } else if (type == Path.class) {
            return file(where, text);
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            List<String> names = Arrays.stream(plain.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
            return plain.getEnumConstants()[names.indexOf(oneOf(where, text, names))];
        } else if (type instanceof Class<?> section && section.isRecord()) {
            return of(where, section.asSubclass(Record.class), Map.of());
        }
        return number(where, type, setting, text);
    }

    /** Absent where no text is given; a list is written as in YAML: {@code [a, b]}. */
    private static Object container(String where, ParameterizedType type, Setting setting, String text) {
        Type inner = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            return text.isEmpty() ? Optional.empty() : Optional.of(value(where, inner, setting, text));
        } else if (type.getRawType() == List.class) {
            String items = text.strip().replaceAll("^\\[|]$", "");
            return items.isBlank()
                    ? List.of()
                    : Arrays.stream(items.split(","))
                            .map(item -> value(where, inner, setting, item.strip()))
                            .toList();
        } else if (type.getRawType() == Map.class && text.isEmpty()) {
            return Map.of();
        }
        throw new InvalidInputException(where + " can be set in an experiment file only");
    }

    private static Object number(String where, Type type, Setting setting, String text) {
        try {
            double number = Double.parseDouble(text);
            boolean tooSmall = setting.exclusiveMin() ? number <= setting.min() : number < setting.min();
            if (tooSmall || number > setting.max()) {
                throw new InvalidInputException(
                        where + " is " + text + ", allowed: " + setting.min() + " to " + setting.max());
            }
            if (type == int.class || type == Integer.class) {
                return Integer.parseInt(text);
            } else if (type == long.class || type == Long.class) {
                return Long.parseLong(text);
            } else if (type == double.class || type == Double.class) {
                return number;
            }
            throw new InvalidInputException(where + " can be set in an experiment file only");
        } catch (NumberFormatException e) {
            throw new InvalidInputException(where + " is '" + text + "', which is not a number of type " + type, e);
        }
    }

    private static Path file(String where, String text) {
        if (text.isEmpty()) {
            throw new InvalidInputException(where + " must be given: the path of a file");
        }
        return Path.of(text);
    }

    /** Whether a record can be made of the defaults its settings declare. */
    static boolean haveDefaults(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .allMatch(component -> component.getType() == Optional.class
                        || !component
                                .getAnnotation(Setting.class)
                                .defaultValue()
                                .isEmpty());
    }

    private static String oneOf(String where, String text, List<String> allowed) {
        if (!allowed.contains(text)) {
            throw new InvalidInputException(where + " is '" + text + "'" + Suggestion.forName(text, allowed)
                    + ", allowed: " + String.join(", ", allowed));
        }
        return text;
    }

    private static <O extends Record> O instance(Class<O> type, Class<?>[] types, Object[] values) {
        try {
            Constructor<O> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidInputException invalid) {
                throw invalid;
            }
            throw new IllegalStateException("cannot make " + type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("options must be a public record: " + type.getName(), e);
        }
    }
}
