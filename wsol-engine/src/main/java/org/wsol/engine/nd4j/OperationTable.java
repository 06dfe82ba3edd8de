package org.wsol.engine.nd4j;

import java.lang.reflect.Field;
import java.util.Map;
import org.nd4j.imports.converters.DifferentialFunctionClassHolder;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** ND4J's table of operation classes, which is used to clone graphs for their gradients. */
final class OperationTable {
    private OperationTable() {}

    /** Registers the class that cloning uses for a native operation. Repeated calls have no effect. */
    static synchronized void register(String operation, Class<? extends DynamicCustomOp> implementation) {
        try {
            Field table = DifferentialFunctionClassHolder.class.getDeclaredField("customOpHashToClass");
            table.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<Long, Class<?>> classes =
                    (Map<Long, Class<?>>) table.get(DifferentialFunctionClassHolder.getInstance());
            long hash = DynamicCustomOp.builder(operation).build().opHash();
            classes.put(hash, implementation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "ND4J's table of operations has changed; this class needs another way to change it", e);
        }
    }
}
