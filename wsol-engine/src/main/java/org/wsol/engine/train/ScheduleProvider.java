package org.wsol.engine.train;

import org.wsol.core.component.Component;

/**
 * Makes learning rate schedules of one kind; found by name with {@link java.util.ServiceLoader}.
 *
 * @param <O> the options an experiment may set
 */
public interface ScheduleProvider<O extends Record> extends Component<O> {

    /** The schedule with validated options. */
    Schedule create(O options);
}
