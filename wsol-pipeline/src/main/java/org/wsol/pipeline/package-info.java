/** Training, saving, loading, evaluating and localizing: start with {@link org.wsol.pipeline.LocalizationTrainer}. */
@NullMarked
package org.wsol.pipeline;

import org.jspecify.annotations.NullMarked;
