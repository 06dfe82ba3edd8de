package org.wsol.backbones;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
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
            values[i] = value(owner + ": option " + components[i].getName(), types[i], setting, text);
        }
        return instance(type, types, values);
    }

    private static Object value(String where, Class<?> type, Setting setting, String text) {
        if (type == Path.class) {
            return file(where, text);
        } else if (type == Optional.class) {
            return Optional.of(text).filter(given -> !given.isEmpty());
        } else if (type == String.class) {
            return oneOf(where, text, List.of(setting.allowed()));
        } else if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();
            return type.getEnumConstants()[names.indexOf(oneOf(where, text, names))];
        }
        try {
            double number = Double.parseDouble(text);
            if (number < setting.min() || number > setting.max()) {
                throw new InvalidInputException(
                        where + " is " + text + ", allowed: " + setting.min() + " to " + setting.max());
            }
            return type == int.class ? (Object) Integer.parseInt(text) : (Object) number;
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
