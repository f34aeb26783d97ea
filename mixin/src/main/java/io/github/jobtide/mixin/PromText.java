package io.github.jobtide.mixin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts as Prometheus reads and prints them. */
final class PromText {
    private PromText() {}

    /** With its quotes. */
    static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    static String series(String metric, Map<String, String> labels) {
        return labels.entrySet().stream().map(label -> label.getKey() + "=" + quoted(label.getValue()))
                .collect(Collectors.joining(",", metric + "{", "}"));
    }

    /** As the template function {@code printf "%.10g"} prints it, for numbers that people set as limits. */
    static String tenDigits(BigDecimal value) {
        BigDecimal rounded = value.round(new MathContext(10, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() != 0 && (exponent < -4 || exponent >= 10)) {
            String digits = rounded.unscaledValue().abs().toString();
            return (rounded.signum() < 0 ? "-" : "") + digits.charAt(0)
                    + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + (exponent < 0 ? "-" : "+")
                    + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** As the template function {@code humanizeDuration} prints a minute or more. */
    static String humanized(Duration duration) {
        String text = duration.toMinutesPart() + "m " + duration.toSecondsPart() + "s";
        if (duration.toHours() > 0) {
            text = duration.toHoursPart() + "h " + text;
        }
        return duration.toDays() > 0 ? duration.toDays() + "d " + text : text;
    }
}
