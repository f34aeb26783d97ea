package io.github.jobtide.gateway;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps every line that is logged while it is open, of every level, as the gateway's own log would have it. */
public final class LogCapture extends Handler implements AutoCloseable {
    private static final Logger OURS = Logger.getLogger("io.github.jobtide");

    private final Formatter formatter = new LogLine(LogConfig.LogFormat.LOGFMT);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Level before = OURS.getLevel();

    public LogCapture() {
        setLevel(Level.ALL);
        OURS.setLevel(Level.ALL);
        OURS.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        lines.add(formatter.format(record));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public String text() {
        return String.join("", lines);
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        OURS.removeHandler(this);
        OURS.setLevel(before);
    }
}
