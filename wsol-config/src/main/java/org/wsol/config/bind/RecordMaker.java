package org.wsol.config.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wsol.config.schema.KeyProblem;
import org.wsol.config.schema.SectionSchema;
import org.wsol.core.WsolException;

/** Calls the constructor of a record, which checks what concerns several keys. */
final class RecordMaker {

    private RecordMaker() {}

    /** What a constructor refused. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final String key;

        private Refusal(String key, Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
            this.key = key;
        }

        /** The key that is the reason, empty where the section as a whole is. */
        String key() {
            return key;
        }
    }

    /**
     * A section's record; those of its components whose keys are the section's own are made first.
     *
     * @param values by name of the keys
     * @throws Refusal when a constructor does not take them
     */
    static Record make(SectionSchema schema, Map<String, Object> values) throws Refusal {
        Map<String, Object> complete = new LinkedHashMap<>(values);
        for (var inner : schema.flattened().entrySet()) {
            complete.put(inner.getKey(), make(inner.getValue(), complete));
        }
        return make(schema.recordType(), complete);
    }

    private static Record make(Class<? extends Record> type, Map<String, Object> values) throws Refusal {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components)
                .map(component -> values.get(component.getName()))
                .toArray();
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
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
