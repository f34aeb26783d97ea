package io.github.jobtide.gateway;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends everything that is logged in this process, by whomever, to standard error in one form. */
final class LogSetup {
    /** Held, because the log manager forgets loggers that nobody holds. */
    private static final List<Logger> LIBRARIES = List.of(Logger.getLogger("io.netty"), Logger.getLogger("io.vertx"),
            Logger.getLogger("gg.jte"));

    private LogSetup() {}

    static void apply(LogConfig config) {
        LogManager.getLogManager().reset();
        Level level = switch (config.level()) {
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
        Handler handler = new StderrHandler(new LogLine(config.format()));
        handler.setLevel(level);
        Logger root = Logger.getLogger("");
        root.setLevel(level);
        root.addHandler(handler);
        LIBRARIES.forEach(library -> library.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : level));
    }
}
