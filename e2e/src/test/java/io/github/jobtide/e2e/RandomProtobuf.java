package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Bodies of delimited families, now and then cut off.
 *
 * <p>Left out is what makes a real Pushgateway's scrapes end in the middle: families without a name, unknown types. And families
 * without samples, or with other samples than their type says: whether they clash with other groups goes by chance there.
 */
final class RandomProtobuf {
    private static final List<String> NAMES = List.of("m", "n", "a_total", "s", "h", "s_sum", "requests", "a.b");
    private static final List<String> LABELS = List.of("x", "y", "instance", "job", "a", "x", "a.b");
    private static final List<String> VALUES = List.of("", "1", "2", "x y", "\\303\\251", "\\n", "\\\\", "\\\"");
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "3.14", "1e6", "1e-7", "inf", "-inf", "nan",
            "-0", "123456789.5");

    private final RandomGenerator random;

    RandomProtobuf(RandomGenerator random) {
        this.random = random;
    }

    ByteString next() {
        StringBuilder text = new StringBuilder(family());
        for (int more = random.nextInt(3); more > 0; more--) {
            text.append(" -- ").append(family());
        }
        ByteString body = Protobuf.encode(text.toString());
        return random.nextInt(10) == 0 ? body.substring(0, random.nextInt(body.size())) : body;
    }

    private String family() {
        String type = pick(List.of("COUNTER", "GAUGE", "UNTYPED", "SUMMARY", "HISTOGRAM"));
        StringBuilder family = new StringBuilder("name: \"").append(pick(NAMES)).append("\" ");
        if (random.nextBoolean()) {
            family.append("help: \"Help \\\\ of\\nit\" ");
        }
        if (!type.equals("COUNTER") || random.nextBoolean()) {
            family.append("type: ").append(type).append(' ');
        }
        for (int metrics = 1 + random.nextInt(3); metrics > 0; metrics--) {
            family.append("metric { ").append(labels()).append(reading(type))
                    .append(random.nextInt(40) == 0 ? " timestamp_ms: 5" : "").append(" } ");
        }
        return family.toString();
    }

    private String labels() {
        StringBuilder labels = new StringBuilder();
        for (int count = random.nextInt(3); count > 0; count--) {
            labels.append("label { name: \"").append(pick(LABELS)).append("\" value: \"").append(pick(VALUES))
                    .append("\" } ");
        }
        return labels.toString();
    }

    private String reading(String type) {
        return switch (type) {
            case "COUNTER" -> "counter { value: " + pick(NUMBERS) + exemplar("exemplar") + created() + " }";
            case "GAUGE" -> "gauge { value: " + pick(NUMBERS) + " }";
            case "UNTYPED" -> "untyped { value: " + pick(NUMBERS) + " }";
            case "SUMMARY" ->
                "summary { sample_count: " + random.nextInt(9) + " sample_sum: " + pick(NUMBERS) + quantiles()
                        + created() + " }";
            default -> random.nextInt(3) == 0
                    ? "histogram { " + new RandomNative(random).next() + " sample_sum: " + pick(NUMBERS) + buckets()
                            + created() + exemplar("exemplars") + " }"
                    : "histogram { sample_count: " + random.nextInt(9) + " sample_sum: " + pick(NUMBERS) + buckets()
                            + " }";
        };
    }

    private String quantiles() {
        StringBuilder quantiles = new StringBuilder();
        for (String quantile : List.of("0.9", "0.5", "0.1")) {
            quantiles.append(random.nextBoolean()
                    ? " quantile { quantile: " + quantile + " value: " + pick(NUMBERS) + " }"
                    : "");
        }
        return quantiles.toString();
    }

    private String buckets() {
        StringBuilder buckets = new StringBuilder();
        for (String bound : List.of("0.1", "5", "1", "inf")) {
            buckets.append(random.nextBoolean()
                    ? " bucket { cumulative_count: " + random.nextInt(9) + " upper_bound: " + bound
                            + exemplar("exemplar") + " }"
                    : "");
        }
        return buckets.toString();
    }

    private String exemplar(String field) {
        return random.nextInt(4) > 0
                ? ""
                : " " + field + " { label { name: \"trace_id\" value: \"" + pick(VALUES) + "\" } value: "
                        + pick(NUMBERS) + created().replace("created_timestamp", "timestamp") + " }";
    }

    private String created() {
        return random.nextInt(4) > 0 ? "" : " created_timestamp { seconds: 1700000000 nanos: 5 }";
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
