package org.wsol.engine.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.internal.ExclusiveUse;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.internal.PlaceholderShape;
import org.wsol.engine.plan.internal.Arena;
import org.wsol.engine.plan.internal.GraphReader;
import org.wsol.engine.plan.internal.Plan;
import org.wsol.engine.plan.internal.PlanCompiler;
import org.wsol.engine.plan.internal.ProcessorBinding;
import org.wsol.engine.plan.internal.Step.StepObserver;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain;

/**
 * Runs a program through plans: one for each combination of placeholder shapes, all in the same memory. After the first
 * run of a shape, a run allocates hardly anything. Values are those of SameDiff's own session up to rounding.
 */
public final class PlannedExecutor implements GraphExecutor {
    private final GraphProgram program;
    private final GraphReader graph;
    private final PlanCompiler compiler;
    private final Toolchain toolchain;
    private final Arena arena;
    private final Runnable atEnd;
    private final int threads;
    private final ProcessorBinding binding;
    private final Map<Map<String, TensorSpec>, Plan> plans = new HashMap<>();
    private final ExclusiveUse use = new ExclusiveUse("executor");

    /** An executor on the best engine of this machine. */
    public PlannedExecutor(GraphProgram program) {
        this(program, ExecutionEngine.best());
    }

    /** An executor on a given engine. */
    public PlannedExecutor(GraphProgram program, ExecutionEngine engine) {
        this(program, engine, Precision.FLOAT32);
    }

    /** An executor on a given engine in a given precision. */
    public PlannedExecutor(GraphProgram program, ExecutionEngine engine, Precision precision) {
        this(program, engine, precision, new Arena());
    }

    private PlannedExecutor(GraphProgram program, ExecutionEngine engine, Precision precision, Arena own) {
        this(program, engine, precision, own, own::close, ComputeThreads.byDefault());
    }

    /** An executor in shared memory that other executors use in turn and that stays open when this executor closes. */
    static PlannedExecutor sharing(
            Arena arena,
            GraphProgram program,
            ExecutionEngine engine,
            Precision precision,
            int threads,
            Runnable atEnd) {
        return new PlannedExecutor(program, engine, precision, arena, atEnd, threads);
    }

    private PlannedExecutor(
            GraphProgram program,
            ExecutionEngine engine,
            Precision precision,
            Arena arena,
            Runnable atEnd,
            int threads) {
        this.threads = threads;
        binding = ProcessorBinding.of(threads);
        this.program = program;
        this.arena = arena;
        this.atEnd = atEnd;
        graph = GraphReader.read(program);
        toolchain = engine.toolchain(precision);
        compiler = new PlanCompiler(graph, toolchain);
    }

    @Override
    public GraphResult run(Map<String, INDArray> placeholders) {
        return run(placeholders, StepObserver.NONE);
    }

    /** The same, with an observer of every step. */
    GraphResult run(Map<String, INDArray> placeholders, StepObserver observer) {
        use.enter();
        try {
            return computed(placeholders, observer);
        } finally {
            use.leave();
        }
    }

    private GraphResult computed(Map<String, INDArray> placeholders, StepObserver observer) {
        // Primitives divide their work when they are created, so compiling needs the number of threads too.
        ComputeThreads.useHere(threads);
        Plan plan = plans.computeIfAbsent(
                signature(placeholders), key -> new Plan(compiler.compile(key), graph.executed(), arena));
        binding.around(() -> plan.run(placeholders, observer));
        Map<String, INDArray> outputs = new LinkedHashMap<>();
        program.outputs().forEach(name -> outputs.put(name, plan.results().get(name)));
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        graph.gradientNames()
                .forEach((name, value) -> gradients.put(name, plan.results().get(value)));
        return new GraphResult(outputs, gradients);
    }

    /** Bytes of working memory, all plans together. */
    public long arenaBytes() {
        return arena.bytes();
    }

    private Map<String, TensorSpec> signature(Map<String, INDArray> placeholders) {
        Map<String, TensorSpec> signature = new HashMap<>();
        for (SDVariable placeholder : compiler.placeholders()) {
            INDArray value = placeholders.get(placeholder.name());
            if (value == null) {
                throw new IllegalArgumentException("no value was given for placeholder '" + placeholder.name() + "'");
            }
            PlaceholderShape.require(placeholder, value.shape());
            signature.put(placeholder.name(), new TensorSpec(placeholder.dataType(), value.shape()));
        }
        return signature;
    }

    @Override
    public void close() {
        if (!use.close()) {
            return;
        }
        plans.values().forEach(Plan::close);
        plans.clear();
        atEnd.run();
        toolchain.close();
    }
}
