package org.wsol.config.schema;

import java.util.List;
import java.util.Locale;

/** The value type of a key. */
public sealed interface ValueType {

    /** The type's name in reference pages: {@code number}, {@code list of text}. */
    String label();

    /** A whole number of Java type {@code int} or {@code long}. */
    record WholeNumber(Class<?> javaType) implements ValueType {
        @Override
        public String label() {
            return "whole number";
        }
    }

    /** A finite number. */
    record RealNumber() implements ValueType {
        @Override
        public String label() {
            return "number";
        }
    }

    /** {@code true} or {@code false}. */
    record Truth() implements ValueType {
        @Override
        public String label() {
            return "true or false";
        }
    }

    /** Any text, or one of a few. */
    record Text() implements ValueType {
        @Override
        public String label() {
            return "text";
        }
    }

    /** A path, relative to the working directory. */
    record FilePath() implements ValueType {
        @Override
        public String label() {
            return "path";
        }
    }

    /** A constant of an enum, lower case with dashes. */
    record Choice(Class<? extends Enum<?>> enumType) implements ValueType {
        @Override
        public String label() {
            return String.join(" | ", names());
        }

        /** The allowed texts. */
        public List<String> names() {
            return List.of(enumType.getEnumConstants()).stream()
                    .map(Choice::nameOf)
                    .toList();
        }

        /** The YAML text of a constant. */
        public static String nameOf(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A type with a public static {@code parse(String)}, for example a duration. */
    record Parsed(Class<?> javaType) implements ValueType {
        @Override
        public String label() {
            return javaType.getSimpleName().toLowerCase(Locale.ROOT);
        }
    }

    /** A value that may be absent. */
    record Maybe(ValueType inner) implements ValueType {
        @Override
        public String label() {
            return inner.label();
        }
    }

    /** A list. */
    record ListOf(ValueType item) implements ValueType {
        @Override
        public String label() {
            return "list of " + item.label();
        }
    }

    /** Free keys with values of one type. */
    record MapOf(ValueType value) implements ValueType {
        @Override
        public String label() {
            return "name: " + value.label();
        }
    }

    /** A record of further keys. */
    record Section(SectionSchema schema) implements ValueType {
        @Override
        public String label() {
            return "section";
        }
    }

    /** Any value; its reader interprets it. */
    record Anything() implements ValueType {
        @Override
        public String label() {
            return "any value";
        }
    }
}
