package org.wsol.engine.plan.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.internal.Required;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Step.Kernel;
import org.wsol.engine.plan.internal.Step.Memory;
import org.wsol.engine.plan.internal.Step.StepObserver;

/**
 * A compiled program with memory and kernels. It is recreated in the same memory when the arena or a parameter has
 * moved.
 */
public final class Plan implements AutoCloseable, Memory {
    private final Blueprint blueprint;
    private final SameDiff graph;
    private final Arena arena;
    private final Map<Slot, INDArray> sourceArrays = new HashMap<>();
    private final List<Kernel> kernels = new ArrayList<>();
    private final Map<String, INDArray> inputs = new LinkedHashMap<>();
    private final Map<String, INDArray> results = new LinkedHashMap<>();
    private int boundGeneration = -1;

    /** A plan in the memory of an arena. */
    public Plan(Blueprint blueprint, SameDiff graph, Arena arena) {
        this.blueprint = blueprint;
        this.graph = graph;
        this.arena = arena;
    }

    /** Runs; the returned arrays are valid until the arena's next use. */
    public Map<String, INDArray> run(Map<String, INDArray> placeholders) {
        run(placeholders, StepObserver.NONE);
        return results;
    }

    /** Runs, notifying an observer of every step. */
    public void run(Map<String, INDArray> placeholders, StepObserver observer) {
        bind();
        inputs.forEach((name, array) -> array.assign(placeholders.get(name)));
        for (int i = 0; i < kernels.size(); i++) {
            observer.before();
            kernels.get(i).run();
            observer.after(blueprint.steps().get(i).name());
        }
    }

    /** Value by name after a run. */
    public Map<String, INDArray> results() {
        return results;
    }

    private void bind() {
        arena.require(blueprint.places().lengths());
        boolean moved = boundGeneration != arena.generation() || sourcesMoved();
        if (moved) {
            makeKernels();
        }
        if (arena.occupy(this) || moved) {
            setUp();
        }
    }

    private void makeKernels() {
        release();
        blueprint.sources().forEach((name, slot) -> sourceArrays.put(slot, sourceArray(name)));
        blueprint.placeholders().forEach((name, slot) -> inputs.put(name, dense(name, slot)));
        blueprint.results().forEach((name, place) -> results.put(name, array(place)));
        blueprint.steps().forEach(step -> kernels.add(step.binding().apply(this)));
        boundGeneration = arena.generation();
    }

    /** Computes values that are the same in every run, as long as no other plan uses the memory. */
    private void setUp() {
        for (Step step : blueprint.setup()) {
            try (Kernel kernel = step.binding().apply(this)) {
                kernel.run();
            }
        }
    }

    private INDArray dense(String placeholder, Slot slot) {
        long[] shape =
                Required.value(blueprint.placeholderShapes(), placeholder).shape();
        return array(new Representation(slot, Layout.Strided.dense(new TensorSpec(slot.type(), shape))));
    }

    private boolean sourcesMoved() {
        for (Map.Entry<String, Slot> source : blueprint.sources().entrySet()) {
            if (sourceArrays.get(source.getValue())
                    != graph.getVariable(source.getKey()).getArr()) {
                return true;
            }
        }
        return false;
    }

    private INDArray sourceArray(String name) {
        INDArray array = graph.getVariable(name).getArr();
        if (array.isView() || array.ordering() != 'c') {
            throw new IllegalStateException("the array of '" + name + "' must be dense and row-major");
        }
        return array;
    }

    @Override
    public long address(Slot slot) {
        INDArray source = sourceArrays.get(slot);
        if (source != null) {
            return source.data().address();
        }
        long element = arena.start(slot.type()) + blueprint.places().offset(slot);
        return arena.block(slot.type()).data().address() + element * slot.type().width();
    }

    @Override
    public INDArray array(Representation representation) {
        if (!(representation.layout() instanceof Layout.Strided layout)) {
            throw new IllegalArgumentException("ND4J cannot read " + representation);
        }
        long[] shape = layout.spec().shape();
        Slot slot = representation.slot();
        INDArray source = sourceArrays.get(slot);
        INDArray block = source != null ? source : arena.block(slot.type());
        long offset = source != null
                ? 0
                : arena.start(slot.type()) + blueprint.places().offset(slot);
        return Nd4j.create(block.data(), shape, layout.strides(), offset, 'c', slot.type());
    }

    private void release() {
        kernels.forEach(Kernel::close);
        kernels.clear();
        sourceArrays.clear();
        inputs.clear();
        results.clear();
        boundGeneration = -1;
    }

    @Override
    public void close() {
        release();
    }
}
