package io.github.jobtide.push;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a gateway answered.
 *
 * @param headers by their names in lower case; of several of one name the last
 * @param body as text, as far as it was read
 * @param whole whether all of the body was read; what came of an answer that broke off is kept
 */
public record HttpAnswer(int status, SortedMap<String, String> headers, String body, boolean whole) {
    public HttpAnswer {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The status and the first line of the body, for one line of a log. */
    public String summary() {
        String line = body.strip();
        int end = line.indexOf('\n');
        line = end < 0 ? line : line.substring(0, end).strip();
        StringBuilder clean = new StringBuilder("status ").append(status);
        if (!line.isEmpty()) {
            clean.append(": ");
        }
        for (int i = 0; i < line.length() && i < 300; i++) {
            clean.append(Character.isISOControl(line.charAt(i)) ? '?' : line.charAt(i));
        }
        return clean.toString();
    }
}
