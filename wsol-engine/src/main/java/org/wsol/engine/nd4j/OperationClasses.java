package org.wsol.engine.nd4j;

import java.lang.reflect.Field;
import java.util.Map;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.imports.converters.DifferentialFunctionClassHolder;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** ND4J's table of operations: graphs are cloned for their gradient by looking up each operation's class there. */
final class OperationClasses {
    private OperationClasses() {}

    /** Makes a class the one that graph cloning uses for an operation. Calling it again changes nothing. */
    static void replace(String operation, Class<? extends DifferentialFunction> implementation) {
        try {
            Field table = DifferentialFunctionClassHolder.class.getDeclaredField("customOpHashToClass");
            table.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<Long, Class<?>> classes =
                    (Map<Long, Class<?>>) table.get(DifferentialFunctionClassHolder.getInstance());
            long hash = DynamicCustomOp.builder(operation).build().opHash();
            synchronized (DifferentialFunctionClassHolder.class) {
                classes.put(hash, implementation);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ND4J's table of operations has changed; this class needs a new way in", e);
        }
    }
}
