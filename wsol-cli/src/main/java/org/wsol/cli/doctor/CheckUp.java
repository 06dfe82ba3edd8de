package org.wsol.cli.doctor;

import java.util.List;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.backend.NativeBackend.BackendInfo;
import org.wsol.engine.backend.SpeedProbe;

/**
 * The results of a check-up.
 *
 * @param machine the facts of the machine
 * @param backend the started native library
 * @param gemmGigaflops measured rate of a float matrix product, 10^9 operations per second
 * @param convolutionGigaflops measured rate of a 3 x 3 convolution, 10^9 operations per second
 * @param gradientError relative error of the gradient self-test
 * @param advice recommendations, most important first; empty if there are none
 */
public record CheckUp(
        MachineFacts machine,
        BackendInfo backend,
        double gemmGigaflops,
        double convolutionGigaflops,
        double gradientError,
        List<String> advice) {

    /** Errors above this value are not due to rounding. */
    private static final double TOLERATED_GRADIENT_ERROR = 1e-3;

    /** Copies the advice. */
    public CheckUp {
        advice = List.copyOf(advice);
    }

    /** Starts the native library and measures; takes about two seconds. */
    public static CheckUp run() {
        BackendInfo backend = NativeBackend.start();
        CheckUp findings = new CheckUp(
                MachineFacts.ofThisMachine(),
                backend,
                SpeedProbe.gemmGigaflops(),
                SpeedProbe.convolutionGigaflops(),
                GradientProbe.relativeError(),
                List.of());
        return findings.withAdvice(Advice.on(findings));
    }

    /** Whether gradients are correct in single precision. */
    public boolean gradientsAreRight() {
        return gradientError < TOLERATED_GRADIENT_ERROR;
    }

    private CheckUp withAdvice(List<String> newAdvice) {
        return new CheckUp(machine, backend, gemmGigaflops, convolutionGigaflops, gradientError, newAdvice);
    }
}
