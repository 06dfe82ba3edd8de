package org.wsol.cli.terminal;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.wsol.experiment.internal.session.InProcessLauncher.RunLogs;

/** Writes all log messages to a file until closed: the {@code log.txt} of a run. */
public final class RunLogFile implements RunLogs.Log {
    private final FileAppender<ILoggingEvent> appender;
    private final PatternLayoutEncoder encoder;

    private RunLogFile(FileAppender<ILoggingEvent> appender, PatternLayoutEncoder encoder) {
        this.appender = appender;
        this.encoder = encoder;
    }

    /** Appends to a file. */
    public static RunLogFile open(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{24} %msg%n");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        appender.start();
        root().addAppender(appender);
        return new RunLogFile(appender, encoder);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        root().detachAppender(appender);
        appender.stop();
        encoder.stop();
    }
}
