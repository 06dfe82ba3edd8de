package org.wsol.engine.plan;

import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.plan.internal.Toolchain;
import org.wsol.engine.plan.internal.nd4j.Nd4jToolchain;
import org.wsol.engine.plan.internal.onednn.OneDnnToolchain;

/** The kernels that run a plan. */
public enum ExecutionEngine {
    /** oneDNN's primitives in their own layouts for the expensive operations, ND4J's kernels for the rest. */
    ONEDNN,
    /** ND4J's kernels for everything: any backend and element type. */
    ND4J;

    /** The fastest engine that works on this machine. */
    public static ExecutionEngine best() {
        return ONEDNN.obstacle().isEmpty() ? ONEDNN : ND4J;
    }

    /** The reason why this engine does not work on this machine; empty if it works. */
    public Optional<String> obstacle() {
        if (this == ND4J) {
            return Optional.empty();
        }
        String backend = Nd4j.getBackend().getClass().getSimpleName();
        if (!backend.equals("CpuBackend")) {
            return Optional.of("ND4J runs on " + backend + ", oneDNN on the CPU only");
        }
        return Natives.OBSTACLE;
    }

    Toolchain toolchain(Precision precision) {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw new IllegalStateException("engine " + this + " does not work here: " + obstacle.get());
        }
        if (this == ND4J) {
            if (precision != Precision.FLOAT32) {
                throw new IllegalStateException("engine ND4J computes in float32, not in " + precision);
            }
            return new Nd4jToolchain();
        }
        return new OneDnnToolchain(precision == Precision.BFLOAT16);
    }

    /** Determined once, on first use. */
    private static final class Natives {
        static final Optional<String> OBSTACLE = probe();

        private static Optional<String> probe() {
            try {
                new OneDnnToolchain(false).close();
                return Optional.empty();
            } catch (LinkageError | IllegalStateException e) {
                return Optional.of("oneDNN's native library cannot be loaded (" + e + ")");
            }
        }
    }
}
