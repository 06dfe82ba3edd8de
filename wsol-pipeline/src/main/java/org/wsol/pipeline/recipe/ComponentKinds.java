package org.wsol.pipeline.recipe;

/** The kinds of components in an experiment. */
public final class ComponentKinds {
    /** Data set layouts. */
    public static final String LAYOUT = "layout";
    /** Backbones. */
    public static final String BACKBONE = "backbone";
    /** Localization methods. */
    public static final String METHOD = "method";
    /** Batch steps, which change a training batch before the graph runs. */
    public static final String BATCH_STEP = "batchStep";
    /** Optimizers. */
    public static final String OPTIMIZER = "optimizer";
    /** Learning-rate schedules. */
    public static final String SCHEDULE = "schedule";

    private ComponentKinds() {}
}
