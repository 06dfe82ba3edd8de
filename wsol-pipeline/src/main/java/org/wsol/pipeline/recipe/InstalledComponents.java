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
}
