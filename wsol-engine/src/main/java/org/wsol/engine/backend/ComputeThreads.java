package org.wsol.engine.backend;

import java.util.Map;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.wsol.core.InvalidInputException;

/**
 * The number of threads used by one operation. ND4J defaults to the number of cores of the machine, even if the process
 * may use only some of them. Threads in excess of the available processors then block each other in busy loops, which
 * makes a training step several times slower.
 */
public final class ComputeThreads {
    /** The environment variable of OpenMP that ND4J and oneDNN both read when they load. */
    public static final String VARIABLE = "OMP_NUM_THREADS";

    private static final int MOST = 9999;

    private ComputeThreads() {}

    /**
     * The value of {@code OMP_NUM_THREADS}, or else the number of processors available to this process (limited by its
     * affinity and its container).
     *
     * @throws InvalidInputException if the variable is not one whole number of at least 1
     */
    public static int byDefault() {
        return byDefault(System.getenv(), Runtime.getRuntime().availableProcessors());
    }

    /**
     * Checks a number of threads requested by a user.
     *
     * @throws InvalidInputException if it is not from 1 to 9999
     */
    public static int require(int threads) {
        if (threads < 1 || threads > MOST) {
            throw new InvalidInputException("--threads must be from 1 to " + MOST + ", was " + threads);
        }
        return threads;
    }

    static int byDefault(Map<String, String> environment, int processors) {
        String wanted = environment.getOrDefault(VARIABLE, "").trim();
        if (wanted.isEmpty()) {
            return processors;
        }
        if (!wanted.matches("0*[1-9][0-9]{0,3}")) {
            throw new InvalidInputException("the environment variable " + VARIABLE + " is '" + wanted
                    + "'; set it to one whole number from 1 to 9999 or unset it");
        }
        return Integer.parseInt(wanted);
    }

    /**
     * Sets the number for computations of this thread and for the process-wide settings: ND4J's loops outside of OpenMP
     * and matrix products. ND4J must have been started.
     */
    public static void use(int threads) {
        useHere(threads);
        Environment environment = Nd4j.getEnvironment();
        // ND4J rejects more masters than threads and fewer threads than masters, so the order of these calls depends on
        // the direction of the change.
        environment.setMaxMasterThreads(threads);
        environment.setMaxThreads(threads);
        environment.setMaxMasterThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
    }

    /** Sets the number for OpenMP, which stores it per calling thread; takes about a microsecond. */
    public static void useHere(int threads) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }

    /** The number OpenMP uses for operations that the calling thread starts. */
    static int here() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }
}
