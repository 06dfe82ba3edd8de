package org.wsol.engine.backend;

/**
 * The native library that ND4J runs on.
 *
 * @param name {@code "CPU"} or {@code "CUDA"}
 * @param classifier the end of the artifact's name that holds it, for example {@code "linux-x86_64-onednn"}
 * @param oneDnn whether convolutions go through oneDNN
 * @param blasVendor the library that multiplies matrices, for example {@code "OPENBLAS"}
 * @param threads how many threads one operation uses unless set otherwise ({@link ComputeThreads#byDefault})
 * @param nd4jVersion for example {@code "1.0.0-M2.1"}
 * @param limits how much memory the process may take
 */
public record BackendInfo(
        String name,
        String classifier,
        boolean oneDnn,
        String blasVendor,
        int threads,
        String nd4jVersion,
        MemoryLimits limits) {}
