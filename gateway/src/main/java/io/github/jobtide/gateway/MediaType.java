package io.github.jobtide.gateway;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type with its parameters, as Go's {@code mime} reads them: names in lower case, values as they stand, quotes resolved.
 */
record MediaType(String name, Map<String, String> parameters) {
    MediaType {
        parameters = Map.copyOf(parameters);
    }

    /** A quick look that saves parsing most headers. */
    static boolean mayBe(String header, String name) {
        int from = 0;
        while (from < header.length() && header.charAt(from) <= ' ') {
            from++;
        }
        return header.regionMatches(true, from, name, 0, name.length());
    }

    /** Empty if the header is malformed, as with a parameter that stands twice. */
    static Optional<MediaType> parse(String header) {
        int semicolon = header.indexOf(';');
        String name = (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        String rest = semicolon < 0 ? "" : header.substring(semicolon);
        while (!rest.isEmpty()) {
            rest = parameter(rest.substring(1).stripLeading(), parameters);
            if (!rest.isEmpty() && rest.charAt(0) != ';') {
                return Optional.empty();
            }
        }
        return Optional.of(new MediaType(name, parameters));
    }

    boolean has(String parameter, String value) {
        return value.equals(parameters.get(parameter));
    }

    /** Reads one parameter; what is left begins with a semicolon, is empty, or else is malformed. */
    private static String parameter(String text, Map<String, String> parameters) {
        if (text.isEmpty()) {
            return "";
        }
        int equals = text.indexOf('=');
        if (equals <= 0) {
            return text.charAt(0) == ';' ? "malformed" : text;
        }
        String name = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String tail = text.substring(equals + 1).stripLeading();
        StringBuilder value = new StringBuilder();
        int end = tail.startsWith("\"") ? quoted(tail, value) : plain(tail, value);
        if (end < 0 || name.isEmpty() || parameters.putIfAbsent(name, value.toString()) != null) {
            return "malformed";
        }
        return tail.substring(end).stripLeading();
    }

    private static int plain(String text, StringBuilder value) {
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ' && "()<>@,;:\\\"/[]?=".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        value.append(text, 0, end);
        return end == 0 ? -1 : end;
    }

    private static int quoted(String text, StringBuilder value) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
            }
            value.append(text.charAt(i));
        }
        return -1;
    }
}
