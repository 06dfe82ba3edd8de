package org.wsol.pipeline.recipe;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.plan.Precision;

/** The element type chosen in {@code train.precision} and {@code evaluation.precision}. */
public enum PrecisionChoice {
    /** Single precision. */
    FLOAT32,
    /** bfloat16; an error if the processor does not support it. */
    BFLOAT16,
    /** bfloat16 if the processor supports it, else single precision; the choice is logged. */
    AUTO;

    private static final Logger LOG = LoggerFactory.getLogger(PrecisionChoice.class);

    /**
     * The precision used on this machine.
     *
     * @param key the setting, for the message
     * @throws InvalidInputException if bfloat16 is requested but not supported
     */
    public Precision onThisMachine(String key) {
        if (this == FLOAT32) {
            return Precision.FLOAT32;
        }
        return Precision.BFLOAT16
                .obstacle()
                .map(obstacle -> without(key, obstacle))
                .orElse(Precision.BFLOAT16);
    }

    private Precision without(String key, String obstacle) {
        if (this == BFLOAT16) {
            throw new InvalidInputException(key + " is bfloat16, but " + obstacle + "; use float32, or auto to take"
                    + " bfloat16 only where it exists");
        }
        LOG.info("{} is auto: float32, because {}", key, obstacle);
        return Precision.FLOAT32;
    }
}
