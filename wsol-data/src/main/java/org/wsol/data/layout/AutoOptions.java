package org.wsol.data.layout;

import java.nio.file.Path;
import org.wsol.core.component.Setting;
import org.wsol.data.split.SplitRules;

/** A folder whose layout is detected. */
public record AutoOptions(
        @Setting(doc = "Folder of a data set in any of the known layouts.")
        Path root,

        @Setting(doc = "How splits are made and thinned.") SplitRules split) {}
