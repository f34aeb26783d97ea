package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Bodies in text 0.0.4: a few families of every type, now and then with one byte too many, too few or another.
 *
 * <p>Left out are gauge histograms: whether they clash with another type goes by chance on a real Pushgateway.
 */
final class RandomText {
    private static final List<String> NAMES = List.of("m", "n", "a_total", "b:c", "s", "h", "s_count", "h_bucket",
            "requests", "_");
    private static final List<String> TYPES = List.of("counter", "gauge", "untyped", "summary", "histogram", "Counter",
            "info", "");
    private static final List<String> LABELS = List.of("x", "y", "instance", "job", "code", "a", "__b", "le",
            "quantile");
    private static final List<String> VALUES = List.of("", "1", "2", "x y", "é", "\\\\", "\\\"", "\\n", "a,b", "}", "{",
            "=");
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "3.14", "1e6", "1e-7", "+Inf", "-inf", "NaN",
            "1e400", "0x1", "5e-324", "123456789.5",
            "-0", ".5", "1_0", "2.50", "inf", "1e+05", "99999999999999999999");
    private static final List<String> BOUNDS = List.of("0.5", "1", "1.0", "10", "+Inf", "0.1", "1e3", "NaN", "x");
    private static final String SPICE = "\n\n  \t\r{}\",=#\\_:.09eE+-Nmx\0\u00ff";

    private final RandomGenerator random;

    RandomText(RandomGenerator random) {
        this.random = random;
    }

    ByteString next() {
        StringBuilder body = new StringBuilder();
        for (int families = random.nextInt(4); families > 0; families--) {
            family(body);
        }
        if (random.nextInt(10) == 0) {
            body.append(pick(
                    List.of("# a comment\n", "\n", "# EOF\n", "# UNIT m s\n", "  ", "#\n", "# HELP\n", "# TYPE m\n")));
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return ByteString.copyFrom(random.nextInt(4) == 0 ? mutated(bytes) : bytes);
    }

    private void family(StringBuilder body) {
        String name = pick(NAMES);
        String type = random.nextInt(3) == 0 ? "" : pick(TYPES);
        if (random.nextInt(3) == 0) {
            body.append("# HELP ").append(name).append(" Help of ").append(name)
                    .append(pick(List.of("", " \\\\", " \\n", ".", " é"))).append('\n');
        }
        if (!type.isEmpty()) {
            body.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }
        for (int samples = 1 + random.nextInt(3); samples > 0; samples--) {
            switch (type) {
                case "summary" -> line(body, name + pick(List.of("", "", "_sum", "_count")), "quantile");
                case "histogram" ->
                    line(body, name + pick(List.of("_bucket", "_bucket", "_sum", "_count", "")), "le");
                default -> line(body, name, "");
            }
        }
    }

    private void line(StringBuilder body, String name, String bound) {
        StringBuilder labels = new StringBuilder();
        for (int count = random.nextInt(3); count > 0; count--) {
            label(labels, pick(LABELS), pick(VALUES));
        }
        if (!bound.isEmpty() && !name.endsWith("_sum") && !name.endsWith("_count") && random.nextInt(10) > 0) {
            label(labels, bound, pick(BOUNDS));
        }
        body.append(name).append(labels.isEmpty() && random.nextBoolean() ? "" : "{" + labels + "}")
                .append(pick(List.of(" ", " ", " ", "  ", "\t")))
                .append(pick(NUMBERS))
                .append(random.nextInt(40) == 0 ? pick(List.of(" 5", " -1", " x", " ", " 1 2")) : "").append('\n');
    }

    private static void label(StringBuilder labels, String name, String value) {
        labels.append(labels.isEmpty() ? "" : ",").append(name).append("=\"").append(value).append('"');
    }

    private byte[] mutated(byte[] bytes) {
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
        int at = random.nextInt(text.length() + 1);
        char spice = SPICE.charAt(random.nextInt(SPICE.length()));
        if (at == text.length() || random.nextInt(3) == 0) {
            text.insert(at, spice);
        } else if (random.nextBoolean()) {
            text.setCharAt(at, spice);
        } else {
            text.deleteCharAt(at);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
