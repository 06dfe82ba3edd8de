package org.wsol.engine.nd4j;

import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Creates SameDiff graphs. */
public final class Graphs {
    private Graphs() {}

    /**
     * An empty graph that holds its arrays themselves. The holders of {@link SameDiff#create} keep a second copy of every
     * array for other devices, which takes time and memory.
     */
    public static SameDiff create() {
        SameDiff graph = SameDiff.create();
        graph.setArrayHolders(new Arrays(), new Arrays(), true);
        return graph;
    }

    /** Copies views, because kernels need dense arrays. */
    private static final class Arrays extends SingleThreadArrayHolder {
        @Override
        public void setArray(String name, INDArray array) {
            super.setArray(name, array.isView() ? array.dup('c') : array);
        }
    }
}
