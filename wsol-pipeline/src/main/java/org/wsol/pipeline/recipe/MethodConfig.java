package org.wsol.pipeline.recipe;

import org.wsol.config.schema.Selection;
import org.wsol.config.schema.Selector;
import org.wsol.core.component.Setting;

/** The section {@code method}: all keys but the name belong to the method. */
public record MethodConfig(
        @Selector(kind = ComponentKinds.METHOD, key = "name") @Setting(doc = "The method, by name.")
        Selection selection) {}
