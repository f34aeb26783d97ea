package io.github.jobtide.push;

import java.time.Duration;

/**
 * How long one attempt may take.
 *
 * @param connect for a connection
 * @param read between one piece of an answer and the next
 * @param attempt for all of it together, the look-up of the name and the sending included
 */
public record Timeouts(Duration connect, Duration read, Duration attempt) {
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(15));
}
