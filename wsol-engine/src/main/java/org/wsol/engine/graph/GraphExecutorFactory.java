package org.wsol.engine.graph;

/** Makes executors for programs. */
@FunctionalInterface
public interface GraphExecutorFactory {

    /** An executor; the caller closes it. */
    GraphExecutor create(GraphProgram program);
}
