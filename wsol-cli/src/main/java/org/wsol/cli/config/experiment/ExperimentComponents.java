package org.wsol.cli.config.experiment;

import java.util.Collection;
import org.wsol.cli.config.schema.ComponentCatalog;
import org.wsol.core.component.Component;

/** Makes the catalog an experiment is read with. */
public final class ExperimentComponents {
    private ExperimentComponents() {}

    /** The catalog of the given parts and the built-in optimizers and schedules. */
    public static ComponentCatalog catalog(
            Collection<? extends Component<?>> layouts,
            Collection<? extends Component<?>> backbones,
            Collection<? extends Component<?>> methods) {
        return ComponentCatalog.empty()
                .with(ComponentKinds.LAYOUT, layouts)
                .with(ComponentKinds.BACKBONE, backbones)
                .with(ComponentKinds.METHOD, methods)
                .with(ComponentKinds.OPTIMIZER, BuiltIn.optimizers())
                .with(ComponentKinds.SCHEDULE, BuiltIn.schedules());
    }
}
