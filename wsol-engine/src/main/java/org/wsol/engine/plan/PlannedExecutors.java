package org.wsol.engine.plan;

import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.plan.internal.Arena;

/**
 * Makes {@link PlannedExecutor}s that take turns in one working memory: the graphs of a training's phases and of the
 * evaluations between them. Fresh memory costs seconds a graph, as the operating system clears every page of it. What a
 * run gives is valid until the next run of any of these executors. Not safe for several threads.
 */
public final class PlannedExecutors implements GraphExecutorFactory, AutoCloseable {
    private final ExecutionEngine engine;
    private final Precision precision;
    private final int threads;
    private final Arena arena = new Arena();

    /**
     * Executors on the best engine of this machine.
     *
     * @param threads how many threads an operation uses
     */
    public PlannedExecutors(int threads) {
        this(ExecutionEngine.best(), threads);
    }

    /** Executors on a given engine. */
    public PlannedExecutors(ExecutionEngine engine, int threads) {
        this(engine, Precision.FLOAT32, threads);
    }

    /** Executors on a given engine in a given precision. */
    public PlannedExecutors(ExecutionEngine engine, Precision precision, int threads) {
        this.engine = engine;
        this.precision = precision;
        this.threads = threads;
    }

    /** Makes executors of another precision in the same memory; they take turns with the others. */
    public GraphExecutorFactory in(Precision other) {
        return program -> PlannedExecutor.sharing(arena, program, engine, other, threads);
    }

    @Override
    public GraphExecutor create(GraphProgram program) {
        return PlannedExecutor.sharing(arena, program, engine, precision, threads);
    }

    /** Frees the memory; the executors must be closed before. */
    @Override
    public void close() {
        arena.close();
    }
}
