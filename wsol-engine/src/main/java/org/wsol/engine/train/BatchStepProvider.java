package org.wsol.engine.train;

import org.wsol.core.component.Component;

/**
 * Makes batch steps of one kind; found by name with {@link java.util.ServiceLoader}.
 *
 * @param <O> the options an experiment may set
 */
public interface BatchStepProvider<O extends Record> extends Component<O> {

    /** The step with validated options. */
    BatchStep create(O options);
}
