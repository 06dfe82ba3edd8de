package org.wsol.experiment.schema;

import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selector;
import org.wsol.core.component.Flattened;
import org.wsol.core.component.Setting;
import org.wsol.data.batch.Preprocessing;
import org.wsol.pipeline.recipe.ComponentKinds;

/**
 * The section {@code data}.
 *
 * @param layout how the folder is organised; adds keys of its own, for example {@code root}
 * @param preprocessing how images become tensors
 */
public record DataConfig(
        @Selector(kind = ComponentKinds.LAYOUT, key = "layout")
        @Setting(doc = "Name of the data set layout: how the folder is organised.")
        Selection layout,

        @Flattened Preprocessing preprocessing) {}
