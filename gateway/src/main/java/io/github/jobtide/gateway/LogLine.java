package io.github.jobtide.gateway;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One log record as one line, in logfmt or JSON. Whatever a message holds, it cannot begin a new line. */
final class LogLine extends Formatter {
    private final LogConfig.LogFormat format;

    LogLine(LogConfig.LogFormat format) {
        this.format = format;
    }

    @Override
    public String format(LogRecord record) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", DateTimeFormatter.ISO_INSTANT.format(record.getInstant().truncatedTo(ChronoUnit.MILLIS)));
        fields.put("level", level(record.getLevel()));
        fields.put("source", shortName(record.getLoggerName()));
        fields.put("msg", String.valueOf(formatMessage(record)));
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            fields.put("error", thrown.toString());
            fields.put("at", place(thrown));
        }
        return switch (format) {
            case LOGFMT -> logfmt(fields);
            case JSON -> json(fields);
        };
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String shortName(String logger) {
        return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** Where it was thrown, and the first place of ours that it passed. */
    private static String place(Throwable thrown) {
        StringBuilder place = new StringBuilder();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            boolean ours = frame.getClassName().startsWith("io.github.jobtide");
            if (place.isEmpty() || ours) {
                place.append(place.isEmpty() ? "" : " < ").append(frame);
            }
            if (ours) {
                break;
            }
        }
        return place.toString();
    }

    private static String logfmt(Map<String, String> fields) {
        StringBuilder line = new StringBuilder();
        fields.forEach((name, value) -> {
            line.append(line.isEmpty() ? "" : " ").append(name).append('=');
            if (isPlain(value)) {
                line.append(value);
            } else {
                appendQuoted(value, line);
            }
        });
        return line.append('\n').toString();
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '=' && c != '\\');
    }

    private static String json(Map<String, String> fields) {
        StringBuilder line = new StringBuilder("{");
        fields.forEach((name, value) -> {
            line.append(line.length() == 1 ? "\"" : ",\"").append(name).append("\":");
            appendQuoted(value, line);
        });
        return line.append("}\n").toString();
    }

    private static void appendQuoted(String value, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> line.append(Character.isISOControl(c) || c == 0x2028 || c == 0x2029
                        ? "\\u" + Integer.toHexString(c | 0x10000).substring(1)
                        : String.valueOf(c));
            }
        }
        line.append('"');
    }
}
