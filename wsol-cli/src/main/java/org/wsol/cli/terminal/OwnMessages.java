package org.wsol.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Passes only warnings of this project to the terminal: errors are printed by the commands, and messages of libraries
 * are written to files.
 */
public final class OwnMessages extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean own = event.getLoggerName().startsWith("org.wsol.");
        return own && event.getLevel().equals(Level.WARN) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
