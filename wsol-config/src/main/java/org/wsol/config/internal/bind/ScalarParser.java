package org.wsol.config.internal.bind;

import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.wsol.config.schema.KeySchema;
import org.wsol.config.schema.Ranges;
import org.wsol.config.schema.ValueType;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.internal.io.PathNames;

/**
 * Parses a text as the type of its key. Throws {@link InvalidInputException} with the expected form if the text is
 * invalid.
 */
final class ScalarParser {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private ScalarParser() {}

    static Object parse(String text, ValueType type, KeySchema key) {
        if (type instanceof ValueType.WholeNumber whole) {
            return whole(text, whole, key);
        } else if (type instanceof ValueType.RealNumber) {
            return inRange(real(text), text, key);
        } else if (type instanceof ValueType.Truth) {
            return truth(text);
        } else if (type instanceof ValueType.Text) {
            return text(text, key);
        } else if (type instanceof ValueType.FilePath) {
            return path(text);
        } else if (type instanceof ValueType.Choice choice) {
            return choice(text, choice);
        } else if (type instanceof ValueType.Parsed parsed) {
            return parsed(text, parsed);
        }
        throw new IllegalStateException("not a single value: " + type.label());
    }

    private static Object whole(String text, ValueType.WholeNumber type, KeySchema key) {
        try {
            if (!NUMBER.matcher(text).matches()) {
                throw new InvalidInputException("expected a whole number, was '" + text + "'");
            }
            long value = new BigDecimal(text).longValueExact();
            boolean isInt = type.javaType() == int.class || type.javaType() == Integer.class;
            Object boxed = isInt ? (Object) Math.toIntExact(value) : (Object) value;
            inRange((double) value, text, key);
            return boxed;
        } catch (ArithmeticException | NumberFormatException e) { // including numbers with too many digits for memory
            throw new InvalidInputException("expected a whole number, was '" + text + "'", e);
        }
    }

    private static double real(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new InvalidInputException("expected a number, was '" + text + "'");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new InvalidInputException("the number '" + text + "' is too large");
        }
        return value;
    }

    private static double inRange(double value, String text, KeySchema key) {
        var setting = key.setting();
        boolean tooSmall = setting.exclusiveMin() ? value <= setting.min() : value < setting.min();
        if (tooSmall || value > setting.max()) {
            throw new InvalidInputException("must be " + Ranges.describe(setting) + ", was " + text);
        }
        return value;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInputException("expected true or false, was '" + text + "'");
        };
    }

    private static String text(String text, KeySchema key) {
        List<String> allowed = key.allowed();
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            throw new InvalidInputException(notOneOf(text, allowed));
        }
        return text;
    }

    private static Path path(String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw new InvalidInputException("expected a path, was '" + text + "'");
        }
        try {
            return PathNames.typed(text);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("'" + text + "' cannot be a path on this system: " + e.getReason(), e);
        }
    }

    private static Object choice(String text, ValueType.Choice type) {
        for (Enum<?> constant : type.enumType().getEnumConstants()) {
            if (ValueType.Choice.nameOf(constant).equals(text)) {
                return constant;
            }
        }
        throw new InvalidInputException(notOneOf(text, type.names()));
    }

    static String notOneOf(String text, List<String> allowed) {
        return "'" + text + "' is not allowed" + Suggestion.forName(text, allowed) + "; use one of "
                + String.join(", ", allowed);
    }

    private static Object parsed(String text, ValueType.Parsed type) {
        try {
            return type.javaType().getMethod("parse", String.class).invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidInputException || e.getCause() instanceof IllegalArgumentException) {
                throw new InvalidInputException(String.valueOf(e.getCause().getMessage()), e.getCause());
            }
            if (e.getCause() instanceof ArithmeticException tooLarge) {
                throw new InvalidInputException("'" + text + "' is too large", tooLarge);
            }
            throw new IllegalStateException("cannot parse '" + text + "'", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.javaType() + " has no usable parse(String)", e);
        }
    }
}
