package org.wsol.engine.plan.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.nd4j.QuietGradients;

/**
 * A {@link GraphProgram} in the planner's representation.
 *
 * @param executed the SameDiff graph whose operations run: the program's own, or its gradient function
 * @param graph its operations, without unneeded ones
 * @param functions ND4J's operation object behind each node, by the name of the node's first output
 * @param gradientNames for each wanted gradient the name of the value that holds it
 * @param fixedParameters whether parameters keep their values
 */
public record GraphReader(
        SameDiff executed,
        NodeGraph graph,
        Map<String, DifferentialFunction> functions,
        Map<String, String> gradientNames,
        boolean fixedParameters) {

    /** Reads the operations a program needs; builds the gradient function if gradients are requested. */
    public static GraphReader read(GraphProgram program) {
        Map<String, String> gradientNames = new LinkedHashMap<>();
        SameDiff executed = program.graph();
        if (!program.gradients().isEmpty()) {
            executed = QuietGradients.of(program.graph(), program.gradients().toArray(new String[0]));
            for (String name : program.gradients()) {
                gradientNames.put(name, gradientOf(program.graph(), name));
            }
        }
        Set<String> requested = new HashSet<>(program.outputs());
        requested.addAll(gradientNames.values());
        Map<String, DifferentialFunction> functions = new LinkedHashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (SameDiffOp operation : executed.getOps().values()) {
            Node node = node(operation);
            nodes.add(node);
            functions.put(node.output(0), operation.getOp());
        }
        return new GraphReader(
                executed,
                new NodeGraph(nodes, requested).ordered(),
                functions,
                gradientNames,
                program.fixedParameters());
    }

    private static String gradientOf(SameDiff graph, String name) {
        SDVariable gradient = graph.grad(name);
        if (gradient == null) {
            throw new IllegalArgumentException("the loss does not depend on '" + name + "', so it has no gradient");
        }
        return gradient.name();
    }

    private static Node node(SameDiffOp operation) {
        List<String> inputs = operation.getInputsToOp() == null ? List.of() : operation.getInputsToOp();
        return new Node(operationOf(operation.getOp()), inputs, operation.getOutputsOfOp());
    }

    private static Operation operationOf(DifferentialFunction function) {
        if (function instanceof DynamicCustomOp custom) {
            return Operation.Custom.of(custom);
        }
        if (function instanceof Op legacy) {
            return new Operation.Legacy(legacy.opName(), legacy);
        }
        throw new IllegalArgumentException("the planner cannot run operations of " + function.getClass());
    }
}
