package org.wsol.experiment.schema;

import java.nio.file.Path;
import org.wsol.core.component.Setting;

/** The section {@code output}. */
public record OutputConfig(
        @Setting(doc = "The folder all results go to, relative to the working directory.", defaultValue = "runs")
        Path root) {}
