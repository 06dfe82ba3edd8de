package org.wsol.engine.backend;

import java.util.Map;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.wsol.core.InvalidInputException;

/**
 * How many threads one operation uses. ND4J takes the number of cores of the machine, even if the process may use only
 * some of them; threads without a processor of their own then wait for each other in busy loops, and a training step
 * takes several times as long.
 */
public final class ComputeThreads {
    /** The environment variable of OpenMP that ND4J and oneDNN both read when they load. */
    public static final String VARIABLE = "OMP_NUM_THREADS";

    private static final int MOST = 9999;

    private ComputeThreads() {}

    /**
     * The value of {@code OMP_NUM_THREADS}, else the number of processors this process may use (its affinity and the
     * limit of its
     * container count).
     *
     * @throws InvalidInputException when the variable is not one whole number of at least 1
     */
    public static int byDefault() {
        return byDefault(System.getenv(), Runtime.getRuntime().availableProcessors());
    }

    /**
     * A number of threads that a user asked for.
     *
     * @throws InvalidInputException when it is not from 1 to 9999
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
     * Sets the number for everything this thread computes, and for what is set for the whole process: ND4J's loops outside
     * of OpenMP and matrix products. ND4J must have been started.
     */
    public static void use(int threads) {
        useHere(threads);
        Environment environment = Nd4j.getEnvironment();
        // ND4J refuses more masters than threads and fewer threads than masters, so one call before serves neither way.
        environment.setMaxMasterThreads(threads);
        environment.setMaxThreads(threads);
        environment.setMaxMasterThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
    }

    /** Sets the number of OpenMP, which keeps one for each thread that starts operations; costs about a microsecond. */
    public static void useHere(int threads) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }

    /** The number OpenMP uses for operations that the calling thread starts. */
    static int here() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }
}
