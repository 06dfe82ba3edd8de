package org.wsol.cli.doctor;

import java.util.List;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.backend.NativeBackend.BackendInfo;
import org.wsol.engine.backend.SpeedProbe;

/**
 * The findings of a check-up.
 *
 * @param machine what the machine has
 * @param backend the native library that was started
 * @param gemmGigaflops measured rate of a float matrix product, 10^9 operations per second
 * @param convolutionGigaflops measured rate of a 3 x 3 convolution, 10^9 operations per second
 * @param gradientError relative error of the gradient self-test
 * @param advice what to change, the weightiest first; empty when all is well
 */
public record CheckUp(
        MachineFacts machine,
        BackendInfo backend,
        double gemmGigaflops,
        double convolutionGigaflops,
        double gradientError,
        List<String> advice) {

    /** Above this the gradients are wrong, not only rounded. */
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

    /** Whether gradients are right to single precision. */
    public boolean gradientsAreRight() {
        return gradientError < TOLERATED_GRADIENT_ERROR;
    }

    private CheckUp withAdvice(List<String> newAdvice) {
        return new CheckUp(machine, backend, gemmGigaflops, convolutionGigaflops, gradientError, newAdvice);
    }
}
