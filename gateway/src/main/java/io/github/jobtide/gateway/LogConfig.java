package io.github.jobtide.gateway;

/** How much is logged on standard error, and in which form. */
public record LogConfig(LogLevel level, LogFormat format) {
    public static final LogConfig DEFAULT = new LogConfig(LogLevel.INFO, LogFormat.LOGFMT);

    /** The least level that is logged; the flag's words in lower case. */
    public enum LogLevel {
        DEBUG, INFO, WARN, ERROR
    }

    /** The form of a line; the flag's words in lower case. */
    public enum LogFormat {
        LOGFMT, JSON
    }
}
