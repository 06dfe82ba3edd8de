package org.wsol.pipeline.recipe;

import java.util.Collection;
import java.util.List;
import org.wsol.config.schema.ComponentCatalog;
import org.wsol.core.component.Component;
import org.wsol.core.component.Plugins;
import org.wsol.data.DatasetProvider;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.train.BatchStepProvider;
import org.wsol.engine.train.MethodProvider;
import org.wsol.engine.train.OptimizerProvider;
import org.wsol.engine.train.ScheduleProvider;

/** The components of the class path, by kind. */
public final class InstalledComponents {
    private InstalledComponents() {}

    /** All components on the class path. */
    public static ComponentCatalog catalog() {
        return catalog(found(DatasetProvider.class), found(BackboneProvider.class), found(MethodProvider.class));
    }

    /** The given components, and the batch steps, optimizers and schedules of the class path. */
    public static ComponentCatalog catalog(
            Collection<? extends Component<?>> layouts,
            Collection<? extends Component<?>> backbones,
            Collection<? extends Component<?>> methods) {
        return ComponentCatalog.empty()
                .with(ComponentKinds.LAYOUT, layouts)
                .with(ComponentKinds.BACKBONE, backbones)
                .with(ComponentKinds.METHOD, methods)
                .with(ComponentKinds.BATCH_STEP, found(BatchStepProvider.class))
                .with(ComponentKinds.OPTIMIZER, found(OptimizerProvider.class))
                .with(ComponentKinds.SCHEDULE, found(ScheduleProvider.class));
    }

    @SuppressWarnings("rawtypes") // a class literal has no type argument
    private static List<Component<?>> found(Class<? extends Component> type) {
        return Plugins.load(type).stream()
                .<Component<?>>map(component -> component)
                .toList();
    }

    /** The kinds of components in an experiment. */
    public static final class ComponentKinds {
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
}
