package org.wsol.core.plan;

/** Whose kernels run a plan. */
public enum ExecutionEngine {
    /** ND4J's kernels: every backend and element type. */
    ND4J;

    /** The fastest engine that works on this machine. */
    public static ExecutionEngine best() {
        return ND4J;
    }

    Toolchain toolchain() {
        return new Nd4jToolchain();
    }
}
