package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Requests that are meant to break a gateway for others, mixed with {@link RandomRequests}: keys that share series with other keys or are not
 * UTF-8, types that change, names that collide by suffix, by escaping or with the gateway's own, series given twice, oddities of protobuf.
 */
final class HostileRequests {
    private static final List<String> PATHS = List.of("/metrics/job/a", "/metrics/job/a/instance@base64/=",
            "/metrics/job/a/instance/i", "/metrics/job/a/x@base64/=", "/metrics/job/a/le/1",
            "/metrics/job/a/quantile/0.5",
            "/metrics/job/%ff", "/metrics/job@base64/_w", "/metrics/job/a/x/%C3%28", "/metrics/job/a/x@base64/gA",
            "/metrics/job/%00", "/metrics/job/a/x/%00%01", "/metrics/job/a/x/%0A", "/metrics/job/b/x/%22%5C",
            "/metrics/job/b/x/%EF%BF%BF", "/metrics/job/b/x/%ED%A0%80", "/metrics/job/b/x/%F0%9F%98%80",
            "/metrics/job/b/__name__/m", "/metrics/job/b/U___5f__5f_y/v", "/metrics/job/b/" + "l".repeat(300) + "/v",
            "/metrics/job/" + "v".repeat(3000), "/metrics/job/b/x/1/x/2", "/metrics/job/b/job/c", "/metrics/job/a/",
            "/metrics/job/a/a.b/1", "/metrics/job/a/a_b/1", "/metrics/job/a/U__a_2e_b/1", "/metrics/job/a/a-b/1",
            "/metrics/job/a/a.b/1/a_b/1", "/metrics/job/a/..name../1", "/metrics/job/a/%00/1");
    private static final List<String> NAMES = List.of("m", "m_sum", "m_count", "m_bucket", "n", "n_sum",
            "push_time_seconds", "push_failure_time_seconds", "push_time_seconds_count", "pushgateway_build_info",
            "pushgateway_http_requests_total", "pushgateway_http_push_size_bytes",
            "pushgateway_http_push_size_bytes_sum", "pushgateway_http_push_duration_seconds",
            "process_start_time_seconds", "process_cpu_seconds_total", "jobtide_gateway_groups",
            "jobtide_gateway_build_info", "jobtide_gateway_jvm_info", "go_goroutines");
    private static final List<String> QUOTED_NAMES = List.of("m.sum", "m-sum", "n_dot_sum", "n.sum", "U__n_2e_sum", "é",
            "push.time.seconds", "jobtide_gateway.groups", "a\\nb", "\\\"", "a\0b");
    private static final List<String> TYPES = List.of("counter", "gauge", "untyped", "summary", "histogram",
            "gaugehistogram");
    private static final List<String> LABELS = List.of("", "{x=\"1\"}", "{instance=\"\"}", "{instance=\"i\"}",
            "{job=\"zzz\"}", "{x=\"\"}", "{le=\"1\"}", "{quantile=\"0.5\"}", "{le=\"+Inf\"}", "{x=\"1\",y=\"2\"}",
            "{y=\"2\",x=\"1\"}", "{method=\"put\"}", "{code=\"200\",handler=\"push\",method=\"post\"}");
    private static final List<String> QUOTED_LABELS = List.of("a.b", "a_b", "a-b", "a_dot_b", "U__a_2e_b", "..name..",
            "__é", "é", "le", "");
    private static final List<String> ODD_NAMES = List.of("", "a.b", "a_b", "a b", "a\\nb 1", "\\377", "m{x=\\\"1\\\"}",
            "0", "#", "m", "__name__", "\\303\\251", "a:b");
    private static final List<String> ODD_LABELS = List.of("", "x", "__x", "__name__", "a.b", "a_b", "\\377", "le",
            "quantile", "job", "instance", "x\\ny", "0");
    private static final List<String> ODD_VALUES = List.of("", "1", "\\377", "\\000", "\\n", "\\\"", "\\\\",
            "\\355\\240\\200");
    private static final List<String> NUMBERS = List.of("1", "0", "-1", "nan", "inf", "-inf", "1e308");

    private final RandomGenerator random;
    private final RandomRequests ordinary;

    private HostileRequests(RandomGenerator random, RandomRequests ordinary) {
        this.random = random;
        this.ordinary = ordinary;
    }

    static HostileRequests from(long seed) {
        return new HostileRequests(RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ 0x505),
                RandomRequests.from(seed));
    }

    Request next() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> ordinary.next();
            case 3, 4, 5, 6 -> Request.of(verb(), pick(PATHS), text());
            case 7 -> Request.of("DELETE", pick(PATHS));
            case 8 -> Request.of(verb(), pick(PATHS)).with("Content-Type", Protobuf.CONTENT_TYPE).with(noise());
            default -> Request.of(verb(), pick(PATHS)).with("Content-Type", Protobuf.CONTENT_TYPE).with(protobuf());
        };
    }

    private String verb() {
        return random.nextBoolean() ? "PUT" : "POST";
    }

    private String text() {
        StringBuilder body = new StringBuilder();
        for (int families = random.nextInt(3); families >= 0; families--) {
            boolean quoted = random.nextInt(3) == 0;
            String name = pick(quoted ? QUOTED_NAMES : NAMES);
            String type = pick(TYPES);
            if (quoted) {
                quoted(name, type, body);
                continue;
            }
            body.append(random.nextInt(4) == 0 ? "# HELP " + name + " \\\\ odd\\n help\n" : "");
            body.append(random.nextInt(4) == 0 ? "" : "# TYPE " + name + " " + type + "\n");
            for (int samples = random.nextInt(4); samples > 0; samples--) {
                body.append(name).append(suffix(type)).append(pick(LABELS)).append(' ').append(random.nextInt(5))
                        .append('\n');
            }
        }
        return body.toString();
    }

    private void quoted(String name, String type, StringBuilder body) {
        body.append("# TYPE \"").append(name).append("\" ").append(type).append('\n');
        for (int samples = random.nextInt(4); samples > 0; samples--) {
            body.append("{\"").append(name).append(suffix(type)).append('"')
                    .append(random.nextBoolean() ? "" : ",\"" + pick(QUOTED_LABELS) + "\"=\"1\"").append("} 1\n");
        }
    }

    private String suffix(String type) {
        return switch (type) {
            case "histogram", "gaugehistogram" -> pick(List.of("_bucket", "_bucket", "_sum", "_count", ""));
            case "summary" -> pick(List.of("", "", "_sum", "_count"));
            default -> "";
        };
    }

    private ByteString noise() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        ByteString start = random.nextBoolean() ? protobuf() : ByteString.EMPTY;
        return start.concat(ByteString.copyFrom(bytes));
    }

    private ByteString protobuf() {
        StringBuilder families = new StringBuilder(family());
        for (int more = random.nextInt(3); more > 0; more--) {
            families.append(" -- ").append(family());
        }
        return Protobuf.encode(families.toString());
    }

    private String family() {
        StringBuilder family = new StringBuilder();
        if (random.nextInt(8) > 0) {
            family.append("name: \"").append(random.nextBoolean() ? pick(NAMES) : pick(ODD_NAMES)).append("\" ");
        }
        if (random.nextInt(4) == 0) {
            family.append("help: \"").append(pick(ODD_VALUES)).append("\" ");
        }
        int type = random.nextInt(9);
        if (type < 7) {
            family.append("type: ")
                    .append(pick(List.of("COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM", "GAUGE_HISTOGRAM")))
                    .append(' ');
        }
        for (int metrics = random.nextInt(3); metrics > 0; metrics--) {
            family.append("metric { ").append(protobufLabels()).append(reading()).append(" } ");
        }
        return family.toString();
    }

    private String protobufLabels() {
        StringBuilder labels = new StringBuilder();
        for (int count = random.nextInt(3); count > 0; count--) {
            labels.append("label { name: \"").append(pick(ODD_LABELS)).append("\" value: \"").append(pick(ODD_VALUES))
                    .append("\" } ");
        }
        return labels.toString();
    }

    private String reading() {
        String number = pick(NUMBERS);
        return switch (random.nextInt(8)) {
            case 0 -> "counter { value: " + number + " }";
            case 1 -> "gauge { value: " + number + " }";
            case 2 -> "untyped { }";
            case 3 -> "summary { sample_count: 18446744073709551615 sample_sum: " + number
                    + " quantile { quantile: 0.5 value: 1 } quantile { quantile: " + pick(NUMBERS) + " value: 1 } }";
            case 4 -> "histogram { sample_count: 3 bucket { cumulative_count: 2 upper_bound: 1 } bucket {"
                    + " cumulative_count: 1 upper_bound: " + number + " } }";
            case 5 -> "histogram { sample_count: 3 sample_sum: 1 schema: 3 zero_threshold: 0.1 zero_count: 1"
                    + " positive_span { offset: 0 length: 2 } positive_delta: 1 positive_delta: 0 }";
            case 6 -> "counter { value: 1 } gauge { value: 2 } histogram { }";
            default -> "";
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
