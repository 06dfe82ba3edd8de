package org.wsol.core.graph;

/** Makes executors for programs. */
@FunctionalInterface
public interface GraphExecutorFactory {

    /** An executor; the caller closes it. */
    GraphExecutor create(GraphProgram program);
}
