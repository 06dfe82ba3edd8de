package org.wsol.engine.plan;

import java.util.Optional;
import org.wsol.engine.plan.internal.onednn.OneDnnToolchain;

/**
 * The element type of feature maps, their gradients and the operands of convolutions. Parameters, the optimizer,
 * losses, statistics of batch normalization and the sums inside of a convolution are float32 in both cases.
 */
public enum Precision {
    /** Single precision: the exact form. */
    FLOAT32,
    /** 8 bits of exponent and 7 of mantissa: half the memory, faster if the processor supports it. */
    BFLOAT16;

    /** The reason why this machine does not support it; empty if it does. */
    public Optional<String> obstacle() {
        if (this == FLOAT32) {
            return Optional.empty();
        }
        Optional<String> engine = ExecutionEngine.ONEDNN.obstacle();
        if (engine.isPresent()) {
            return engine.map(reason -> "bfloat16 needs oneDNN: " + reason);
        }
        return OneDnnToolchain.hasBfloat16()
                ? Optional.empty()
                : Optional.of("this processor does not multiply in bfloat16 (AVX-512 BF16 or AMX)");
    }
}
