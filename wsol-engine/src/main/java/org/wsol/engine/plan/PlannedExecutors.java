package org.wsol.engine.plan;

import java.util.concurrent.atomic.AtomicInteger;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.plan.internal.Arena;

/**
 * Creates {@link PlannedExecutor}s that share one working memory in turn: for the graphs of a training's phases and of
 * the evaluations between them. New memory would cost seconds per graph, because the operating system clears every
 * page. The result of a run is valid until the next run of any of these executors. Not safe for several threads.
 */
public final class PlannedExecutors implements GraphExecutorFactory, AutoCloseable {
    private final ExecutionEngine engine;
    private final int threads;
    private final Arena arena = new Arena();
    private final AtomicInteger open = new AtomicInteger();

    /**
     * Executors on the best engine of this machine.
     *
     * @param threads number of threads per operation
     */
    public PlannedExecutors(int threads) {
        this(ExecutionEngine.best(), threads);
    }

    /** Executors on a given engine. */
    public PlannedExecutors(ExecutionEngine engine, int threads) {
        this.engine = engine;
        this.threads = threads;
    }

    /** Creates executors with another precision that share this memory. */
    public GraphExecutorFactory in(Precision precision) {
        return program -> {
            GraphExecutor executor =
                    PlannedExecutor.sharing(arena, program, engine, precision, threads, open::decrementAndGet);
            open.incrementAndGet();
            return executor;
        };
    }

    /** Creates an executor in {@link Precision#FLOAT32}. */
    @Override
    public GraphExecutor create(GraphProgram program) {
        return in(Precision.FLOAT32).create(program);
    }

    /** The number of open executors. */
    public int open() {
        return open.get();
    }

    /** Frees the memory; the executors must be closed before. */
    @Override
    public void close() {
        arena.close();
    }
}
