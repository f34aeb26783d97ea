package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A stream of requests that a seed decides, with names beyond the classic alphabet in paths, text and protobuf. No two of the names are one
 * under an escaping, since a real Pushgateway takes both then; and no label holds a colon, which it leaves as it is.
 */
final class OddRequests {
    private static final List<String> METRICS = List.of("m", "m.x", "é", "a b", "s/1", "日本", "{}z", "q\"u", "n:x.y",
            "😀e", "m.x_count", "m.x_sum", "b\\s", "l\nf", "U__y_2e_z", "0m");
    private static final List<String> LABELS = List.of("x", "l.x", "ü1", "0z", " b", "k/v", "q\"", "n\nl", "job",
            "instance");
    private static final List<String> VALUES = List.of("1", "2", "v", "é", "a b");
    private static final List<String> TYPES = List.of("counter", "gauge", "untyped", "summary", "histogram");
    private static final List<String> MISTAKES = List.of("m.x 1\n", "{\"m.x} 1\n", "{\"m.x\"} x\n",
            "{\"m.x\",\"__a\"=\"1\"} 1\n", "{\"m.x\"} 1 5\n", "{\"m.x\",l.x=\"1\"} 1\n", "{\"m.x\"} 1\n{\"m.x\"} 2\n",
            "{\"\"} 1\n", "{\"m.x\",\"\"=\"1\"} 1\n", "# TYPE \"m.x\" thing\n", "{\"m.x\",\"a b\"} 1\n",
            "{\"m\\tx\"} 1\n");

    private final RandomGenerator random;

    private OddRequests(RandomGenerator random) {
        this.random = random;
    }

    static OddRequests from(long seed) {
        return new OddRequests(RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ 0xdd));
    }

    Request next() {
        String path = path();
        int kind = random.nextInt(20);
        if (kind == 0) {
            return Request.of("DELETE", path);
        }
        Request push = Request.of(random.nextBoolean() ? "PUT" : "POST", path);
        if (kind == 1) {
            return push.with(ByteString.copyFromUtf8(pick(MISTAKES)));
        }
        return kind < 14
                ? push.with(ByteString.copyFromUtf8(text()))
                : push.with("Content-Type", Protobuf.CONTENT_TYPE).with(Protobuf.encode(protobuf()));
    }

    private String path() {
        StringBuilder path = new StringBuilder("/metrics/job/").append(random.nextBoolean() ? "a" : "b");
        for (int pairs = random.nextInt(3); pairs > 0; pairs--) {
            path.append('/').append(inPath(pick(LABELS))).append('/').append(percentEncoded(pick(VALUES)));
        }
        return path.toString();
    }

    private String inPath(String name) {
        return name.contains("/") || random.nextBoolean()
                ? Groups.escaped(name)
                : percentEncoded(name) + (random.nextInt(10) == 0 ? "@base64" : "");
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String text() {
        StringBuilder body = new StringBuilder();
        for (int families = 1 + random.nextInt(3); families > 0; families--) {
            family(body);
        }
        return body.toString();
    }

    private void family(StringBuilder body) {
        String name = pick(METRICS);
        String type = pick(TYPES);
        body.append(random.nextInt(3) == 0 ? "# HELP " + quoted(name) + " Help\n" : "");
        body.append("# TYPE ").append(quoted(name)).append(' ').append(type).append('\n');
        for (int samples = 1 + random.nextInt(2); samples > 0; samples--) {
            String labels = labels();
            switch (type) {
                case "summary" -> {
                    line(body, name, labels + ",quantile=\"0.5\"");
                    line(body, name + "_sum", labels);
                    line(body, name + "_count", labels);
                }
                case "histogram" -> {
                    line(body, name + "_bucket", labels + ",le=\"1\"");
                    line(body, name + "_sum", labels);
                    line(body, name + "_count", labels);
                }
                default -> line(body, name, labels);
            }
        }
    }

    private String labels() {
        StringBuilder labels = new StringBuilder();
        int from = random.nextInt(LABELS.size());
        for (int count = random.nextInt(3); count > 0; count--) {
            String name = LABELS.get((from + count) % LABELS.size());
            labels.append(',').append(quoted(name)).append("=\"").append(pick(VALUES)).append('"');
        }
        return labels.toString();
    }

    private void line(StringBuilder body, String name, String labels) {
        body.append('{').append(quoted(name)).append(labels).append("} ").append(random.nextInt(5)).append('\n');
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private String protobuf() {
        StringBuilder family = new StringBuilder("name: ").append(quoted(pick(METRICS))).append(" type: ");
        boolean counter = random.nextBoolean();
        family.append(counter ? "COUNTER" : "GAUGE").append(" metric { ");
        int from = random.nextInt(LABELS.size());
        for (int count = random.nextInt(3); count > 0; count--) {
            family.append("label { name: ").append(quoted(LABELS.get((from + count) % LABELS.size())))
                    .append(" value: \"").append(pick(VALUES)).append("\" } ");
        }
        return family.append(counter ? "counter" : "gauge").append(" { value: ").append(random.nextInt(5))
                .append(" } }").toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
