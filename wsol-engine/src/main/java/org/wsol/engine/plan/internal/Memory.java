package org.wsol.engine.plan.internal;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the slots of a plan lie. */
public interface Memory {

    /** Address of a slot's first byte in host memory. */
    long address(Slot slot);

    /** An ND4J array over a slot; the layout must be {@link Layout.Strided}. */
    INDArray array(Representation representation);
}
