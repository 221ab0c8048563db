package dev.holdfast.gateway.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Captures warnings and errors that the gateway under test logs. */
public final class LogLines implements AutoCloseable {
    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Throwable> exceptions = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(MESSAGE.format(line));
            }
            // The thread check of Vert.x warns when the machine is slow.
            if (line.getThrown() != null && !line.getLoggerName().endsWith(".BlockedThreadChecker")) {
                exceptions.add(line.getThrown());
            }
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    /** Listens to a package until it is closed. */
    public static LogLines of(String name) {
        LogLines lines = new LogLines(Logger.getLogger(name));
        lines.logger.addHandler(lines.handler);
        return lines;
    }

    /** Returns the lines so far. */
    public List<String> lines() {
        return lines;
    }

    /** Returns the exceptions that were logged so far, at any level, without those of the thread check of Vert.x. */
    public List<Throwable> exceptions() {
        return exceptions;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
