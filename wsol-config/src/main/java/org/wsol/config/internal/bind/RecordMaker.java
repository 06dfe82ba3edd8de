package org.wsol.config.internal.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.schema.KeyProblem;
import org.wsol.config.schema.SectionSchema;
import org.wsol.core.WsolException;

/** Calls the constructor of a record, which checks constraints between keys. */
final class RecordMaker {
    /** Reflection data of a record type, computed once per type. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    /** The canonical constructor and the names of its parameters. */
    private record Shape(Constructor<?> constructor, List<String> names) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(
                        constructor,
                        Arrays.stream(components).map(RecordComponent::getName).toList());
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every record has a canonical constructor: " + type.getName(), e);
            }
        }
    }

    private RecordMaker() {}

    /** Thrown when a constructor rejects its arguments. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final String key;

        private Refusal(String key, Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
            this.key = key;
        }

        /** The invalid key, or empty if the section as a whole is invalid. */
        String key() {
            return key;
        }
    }

    /**
     * Creates a section's record; records of flattened components are created first.
     *
     * @param values the values by key name
     * @throws Refusal if a constructor rejects them
     */
    static Record make(SectionSchema schema, Map<String, Object> values) throws Refusal {
        Map<String, Object> complete = new LinkedHashMap<>(values);
        for (var inner : schema.flattened().entrySet()) {
            complete.put(inner.getKey(), make(inner.getValue(), complete));
        }
        return make(schema.recordType(), complete);
    }

    private static Record make(Class<? extends Record> type, Map<String, Object> values) throws Refusal {
        Shape shape = SHAPES.get(type);
        Object[] arguments = shape.names().stream().map(values::get).toArray();
        try {
            return type.cast(shape.constructor().newInstance(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof KeyProblem problem) {
                throw new Refusal(problem.key(), problem);
            }
            if (e.getCause() instanceof WsolException || e.getCause() instanceof IllegalArgumentException) {
                throw new Refusal("", e.getCause());
            }
            throw new IllegalStateException("cannot make " + type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type.getName(), e);
        }
    }
}
