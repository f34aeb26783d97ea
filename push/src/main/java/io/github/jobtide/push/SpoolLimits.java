package io.github.jobtide.push;

import java.time.Duration;

/** How much a spool keeps; of what is more, the oldest is given up. The same bounds hold for what was rejected, and for what is damaged. */
public record SpoolLimits(int pushes, long bytes, Duration age) {
    public static final SpoolLimits DEFAULT = new SpoolLimits(1000, 64L * 1024 * 1024, Duration.ofDays(7));
}
