package org.wsol.engine.plan.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Toolchain.Lowering;

/** Compiles a program for one set of placeholder shapes. */
public final class PlanCompiler {
    private final GraphReader program;
    private final Toolchain toolchain;

    /** A compiler of a program for an engine. */
    public PlanCompiler(GraphReader program, Toolchain toolchain) {
        this.program = program;
        this.toolchain = toolchain;
    }

    /**
     * Compiles.
     *
     * @param placeholders shape of every placeholder the program reads
     */
    public Blueprint compile(Map<String, TensorSpec> placeholders) {
        Map<String, TensorSpec> specs = new HashMap<>(placeholders);
        variables()
                .forEach(variable -> specs.put(
                        variable.name(),
                        new TensorSpec(variable.dataType(), variable.getArr().shape())));
        specs.putAll(ShapeInference.infer(program, specs));
        NodeGraph graph = toolchain.rewrite(program.graph(), specs);
        PlanDraft draft = new PlanDraft(
                specs,
                new Uses(graph),
                toolchain.converter(),
                program.gradientNames().isEmpty());
        Map<String, Slot> inputs = new LinkedHashMap<>();
        placeholders.keySet().forEach(name -> inputs.put(name, draft.defineSource(name, Slot.Home.ARENA, false)));
        Map<String, Slot> sources = new LinkedHashMap<>();
        boolean once = convertsParametersOnce(placeholders);
        for (SDVariable variable : variables()) {
            boolean fixed = variable.isConstant() || once;
            sources.put(variable.name(), draft.defineSource(variable.name(), Slot.Home.GRAPH, fixed));
        }
        lower(graph, draft);
        Map<String, Representation> results = new LinkedHashMap<>();
        graph.requested().forEach(name -> results.put(name, draft.dense(name)));
        return assign(draft, placeholders, inputs, sources, results);
    }

    /**
     * Converted parameters take memory, for Winograd's algorithm several times that of the parameters, and converting
     * them takes as long as a large part of a single image, but a small part of a batch.
     */
    private boolean convertsParametersOnce(Map<String, TensorSpec> placeholders) {
        return program.fixedParameters()
                && placeholders.values().stream().allMatch(spec -> spec.shape().length > 0 && spec.shape()[0] == 1);
    }

    private void lower(NodeGraph graph, PlanDraft draft) {
        List<Lowering> lowerings = toolchain.lowerings();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            draft.enter(i, node);
            if (lowerings.stream().noneMatch(lowering -> lowering.lower(node, draft))) {
                throw new IllegalStateException("no lowering for " + node);
            }
        }
        draft.leave();
    }

    private static Blueprint assign(
            PlanDraft draft,
            Map<String, TensorSpec> shapes,
            Map<String, Slot> inputs,
            Map<String, Slot> sources,
            Map<String, Representation> results) {
        List<Slot> resultSlots =
                results.values().stream().map(Representation::slot).toList();
        Lifetimes lifetimes = Lifetimes.of(draft.slots(), draft.steps(), inputs.values(), resultSlots);
        Places places = Places.of(draft.slots(), lifetimes);
        return new Blueprint(draft.setup(), draft.steps(), places, inputs, shapes, sources, results);
    }

    /** Parameters and constants the program reads. */
    private List<SDVariable> variables() {
        return sources(VariableType.VARIABLE, VariableType.CONSTANT);
    }

    /** Placeholders the program reads. */
    public List<SDVariable> placeholders() {
        return sources(VariableType.PLACEHOLDER);
    }

    private List<SDVariable> sources(VariableType... types) {
        SameDiff executed = program.executed();
        List<SDVariable> found = new ArrayList<>();
        for (String name : program.graph().needed()) {
            SDVariable variable = executed.getVariable(name);
            if (variable != null && List.of(types).contains(variable.getVariableType())) {
                found.add(variable);
            }
        }
        found.sort(java.util.Comparator.comparing(SDVariable::name));
        return found;
    }
}
