package org.wsol.engine.graph;

/** Creates executors for programs. */
@FunctionalInterface
public interface GraphExecutorFactory {

    /** An executor; the caller closes it. */
    GraphExecutor create(GraphProgram program);
}
