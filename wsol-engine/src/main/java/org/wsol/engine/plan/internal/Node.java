package org.wsol.engine.plan.internal;

import java.util.List;

/**
 * One operation of a graph with the names of the values it reads and writes.
 *
 * @param operation what is computed
 * @param inputs names of the values read, in the operation's order
 * @param outputs names of the values written, in the operation's order; some may be unused
 */
public record Node(Operation operation, List<String> inputs, List<String> outputs) {

    /** Copies the lists. */
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The operation's name. */
    public String kind() {
        return operation.kind();
    }

    /** The name of one input. */
    public String input(int index) {
        return inputs.get(index);
    }

    /** The name of one output. */
    public String output(int index) {
        return outputs.get(index);
    }
}
