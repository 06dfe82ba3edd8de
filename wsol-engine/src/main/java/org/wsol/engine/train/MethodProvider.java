package org.wsol.engine.train;

import org.wsol.core.component.Component;

/**
 * Makes methods of one kind; found by name with {@link java.util.ServiceLoader}.
 *
 * @param <O> the options an experiment may set
 */
public interface MethodProvider<O extends Record> extends Component<O> {

    /** The method with validated options. */
    Method create(O options);
}
