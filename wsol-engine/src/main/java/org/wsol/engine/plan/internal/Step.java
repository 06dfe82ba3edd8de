package org.wsol.engine.plan.internal;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.plan.internal.Slot.Representation;

/**
 * One piece of work of a plan before memory is assigned.
 *
 * @param name a description for profiles
 * @param reads slots read
 * @param writes slots written; a slot in both is changed in place
 * @param binding creates the kernel when the positions of the slots are known
 */
public record Step(String name, List<Slot> reads, List<Slot> writes, Function<Memory, Kernel> binding) {

    /** Copies the lists. */
    public Step {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }

    /** Receives the steps of a run, for profiles. */
    public interface StepObserver {
        /** Ignores all steps. */
        StepObserver NONE = new StepObserver() {
            @Override
            public void before() {}

            @Override
            public void after(String step) {}
        };

        /** A step begins. */
        void before();

        /** The step that began last has ended. */
        void after(String step);
    }

    /** The memory of the slots of a plan. */
    public interface Memory {

        /** Address of a slot's first byte in host memory. */
        long address(Slot slot);

        /** An ND4J array over a slot; the layout must be {@link Layout.Strided}. */
        INDArray array(Representation representation);
    }

    /** A piece of work on fixed memory addresses. Running it allocates nothing; closing it frees native handles. */
    public interface Kernel extends AutoCloseable {

        /** Runs the kernel. */
        void run();

        @Override
        default void close() {}
    }
}
