package org.wsol.engine.plan.internal;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;

/** The operation of a {@link Node}, apart from its inputs and outputs. */
public interface Operation {

    /** The operation's name: ND4J's name for native operations, a separate one for fused operations. */
    String kind();

    /** One of ND4J's operations that take integer, floating point and boolean arguments. */
    record Custom(String kind, List<Long> integers, List<Double> reals, List<Boolean> flags, List<DataType> types)
            implements Operation {

        /** Copies the arguments. */
        public Custom {
            integers = List.copyOf(integers);
            reals = List.copyOf(reals);
            flags = List.copyOf(flags);
            types = List.copyOf(types);
        }

        /** An operation without arguments. */
        public static Custom of(String kind) {
            return new Custom(kind, List.of(), List.of(), List.of(), List.of());
        }

        /** The arguments of an operation of a SameDiff graph. */
        public static Custom of(DynamicCustomOp operation) {
            return new Custom(
                    operation.opName(),
                    java.util.Arrays.stream(operation.iArgs()).boxed().toList(),
                    java.util.Arrays.stream(operation.tArgs()).boxed().toList(),
                    flags(operation.bArgs()),
                    List.of(operation.dArgs()));
        }

        private static List<Boolean> flags(boolean[] values) {
            List<Boolean> flags = new java.util.ArrayList<>();
            for (boolean value : values) {
                flags.add(value);
            }
            return flags;
        }

        /** One integer argument. */
        public int integer(int index) {
            return Math.toIntExact(integers.get(index));
        }
    }

    /**
     * One of ND4J's older operations, whose arguments live in the operation object.
     *
     * @param kind ND4J's name
     * @param function the operation of the SameDiff graph
     */
    record Legacy(String kind, Op function) implements Operation {}
}
