package org.wsol.engine.train;

import org.wsol.core.component.Component;

/**
 * Makes optimizers of one kind; found by name with {@link java.util.ServiceLoader}.
 *
 * @param <O> the options an experiment may set
 */
public interface OptimizerProvider<O extends Record> extends Component<O> {

    /** A new optimizer with validated options; the caller closes it. */
    Optimizer create(O options);
}
