package io.github.jobtide.mixin;

import io.github.jobtide.jobs.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes every time that generated files name, divided by one factor, so that a day of watching can be tried in minutes.
 *
 * @param scale by what times are divided; 1 for real use
 */
record Times(double scale) {
    private static final Pattern DURATION = Pattern.compile("<(\\d+(?:ms|[smhd]))>");
    private static final Pattern SECONDS = Pattern.compile("~(\\d+)~");

    Times {
        if (!(scale >= 1 && scale <= 1_000_000)) {
            throw new MixinException("the time scale " + scale + " must be 1 or more, and a million at most");
        }
    }

    boolean isReal() {
        return scale == 1;
    }

    /** With {@code <5m>} as a duration of PromQL and {@code ~300~} as seconds. */
    String fill(String template) {
        if (template.indexOf('<') < 0 && template.indexOf('~') < 0) {
            return template;
        }
        String text = DURATION.matcher(template).replaceAll(match -> duration(DurationText.parse(match.group(1))));
        Matcher seconds = SECONDS.matcher(text);
        return seconds.replaceAll(match -> seconds(Duration.ofSeconds(Long.parseLong(match.group(1)))));
    }

    /** As Prometheus writes it; a millisecond at least, if it is anything. */
    String duration(Duration duration) {
        return DurationText.write(scaled(duration));
    }

    /** The same for one that is written already. */
    String duration(String text) {
        return isReal() ? text : duration(DurationText.parse(text));
    }

    String seconds(Duration duration) {
        return BigDecimal.valueOf(scaled(duration).toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private Duration scaled(Duration duration) {
        if (isReal() || duration.isZero()) {
            return duration;
        }
        return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() / scale)));
    }
}
