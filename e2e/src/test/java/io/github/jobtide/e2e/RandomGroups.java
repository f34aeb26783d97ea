package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Fills a gateway at random, as a seed decides, with what every gateway takes: groups of odd labels, families of every type in text and in
 * protobuf, pushed, pushed again, in part replaced, deleted; and with pushes that every gateway refuses, so that groups have failures.
 */
final class RandomGroups {
    private static final List<String> VALUES = List.of("1", "v", "a b", "ü", "a/b", "\"q\"", "\\", "x+y", "%2F", "?",
            "#",
            "line\nfeed", "😀", "=", "<script>alert(1)</script>", " ", "x".repeat(300), "\u0000", "\u0085");
    private static final List<String> HELPS = List.of("", "What it is.", "Back\\slash, \"quotes\"\nand a second line.",
            "é 😀");
    private static final List<String> TYPES = List.of("counter", "gauge", "untyped", "summary", "histogram");
    private static final double[] NUMBERS = {0, 1, -1, 3.14, 1e6, 1e-7, Double.MIN_VALUE, Double.MAX_VALUE,
            1795664067.513, 1e15,
            9007199254740994.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -0.0};

    private final RandomGenerator random;
    private final List<String> paths = new ArrayList<>();
    private int named;

    private RandomGroups(RandomGenerator random) {
        this.random = random;
    }

    /** Sends {@code requests} requests; every one must be answered as it should be. */
    static void fill(ServerProcess gateway, long seed, int requests) {
        RandomGroups groups = new RandomGroups(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        for (int i = 0; i < requests; i++) {
            groups.next(gateway);
        }
    }

    private void next(ServerProcess gateway) {
        int kind = random.nextInt(20);
        if (kind == 0 && !paths.isEmpty()) {
            send(gateway, Request.of("DELETE", paths.remove(random.nextInt(paths.size()))), 202);
            return;
        }
        String path = !paths.isEmpty() && random.nextBoolean() ? paths.get(random.nextInt(paths.size())) : newPath();
        if (kind <= 3) {
            send(gateway, Request.of("POST", path, random.nextBoolean() ? "timed 1 5\n" : "twice 1\ntwice 2\n"), 400);
            return;
        }
        Request push = Request.of(random.nextInt(3) > 0 ? "POST" : "PUT", path);
        send(gateway,
                random.nextBoolean()
                        ? push.with(text())
                        : push.with("Content-Type", Protobuf.CONTENT_TYPE).with(protobuf()),
                200);
    }

    private static void send(ServerProcess gateway, Request request, int status) {
        Answer answer = gateway.exchange(request);
        if (answer.status() != status) {
            throw new IllegalStateException(gateway.name() + " answered " + answer + " to " + request);
        }
    }

    /** Names of grouping labels are no sample's, so that no two groups can meet in a series. */
    private String newPath() {
        StringBuilder path = new StringBuilder("/metrics/job@base64/").append(base64(pick(VALUES) + named++));
        if (random.nextInt(4) == 0) {
            path.append("/instance@base64/").append(base64(random.nextBoolean() ? "" : pick(VALUES)));
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            path.append("/g_").append(more).append("@base64/")
                    .append(base64(random.nextInt(5) == 0 ? "" : pick(VALUES)));
        }
        paths.add(path.toString());
        return path.toString();
    }

    private String base64(String value) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return encoded.isEmpty() || random.nextBoolean() ? encoded + "=" : encoded;
    }

    private ByteString text() {
        StringBuilder body = new StringBuilder();
        for (String type : someTypes()) {
            String name = type + "_" + random.nextInt(4);
            String help = pick(HELPS).replace("\\", "\\\\").replace("\n", "\\n");
            body.append(help.isEmpty() ? "" : "# HELP " + name + " " + help + "\n").append("# TYPE ").append(name)
                    .append(' ').append(type).append('\n');
            for (Map<String, String> labels : series()) {
                lines(body, name, type, labels);
            }
        }
        return ByteString.copyFromUtf8(body.toString());
    }

    private void lines(StringBuilder body, String name, String type, Map<String, String> labels) {
        switch (type) {
            case "summary" -> {
                for (String rank : List.of("0.99", "0.5", "0.1")) {
                    line(body, name, labels, "quantile", rank, number());
                }
                distribution(body, name, labels, random.nextInt(1000));
            }
            case "histogram" -> {
                int count = 0;
                for (String bound : random.nextBoolean() ? List.of("0.1", "1", "+Inf") : List.of("5", "2.5")) {
                    count += random.nextInt(10);
                    line(body, name + "_bucket", labels, "le", bound, String.valueOf(count));
                }
                distribution(body, name, labels, count);
            }
            default -> line(body, name, labels, "", "", number());
        }
    }

    private void distribution(StringBuilder body, String name, Map<String, String> labels, int count) {
        line(body, name + "_sum", labels, "", "", number());
        line(body, name + "_count", labels, "", "", String.valueOf(count));
    }

    private static void line(StringBuilder body, String name, Map<String, String> labels, String bound, String at,
            String value) {
        Map<String, String> all = new TreeMap<>(labels);
        if (!bound.isEmpty()) {
            all.put(bound, at);
        }
        StringBuilder printed = new StringBuilder();
        all.forEach((label, text) -> printed.append(printed.isEmpty() ? "" : ",").append(label).append("=\"")
                .append(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")).append('"'));
        body.append(name).append('{').append(printed).append("} ").append(value).append('\n');
    }

    private ByteString protobuf() {
        List<String> families = new ArrayList<>();
        for (String type : someTypes()) {
            StringBuilder family = new StringBuilder("name: \"%s_%d\" type: %s ".formatted(type, random.nextInt(4),
                    type.toUpperCase(Locale.ROOT)));
            String help = pick(HELPS);
            family.append(help.isEmpty() ? "" : "help: " + quoted(help) + " ");
            for (Map<String, String> labels : series()) {
                family.append("metric { ");
                labels.forEach((name, value) -> family.append("label { name: ").append(quoted(name)).append(" value: ")
                        .append(quoted(value)).append(" } "));
                family.append(reading(type)).append(" } ");
            }
            families.add(family.toString());
        }
        return Protobuf.encode(String.join(" -- ", families));
    }

    private String reading(String type) {
        return switch (type) {
            case "summary" ->
                "summary { sample_count: %d sample_sum: %s quantile { quantile: 0.9 value: %s } }".formatted(
                        random.nextInt(1000), number(), number());
            case "histogram" ->
                "histogram { sample_count: 9 sample_sum: %s bucket { cumulative_count: 3 upper_bound: 10 } bucket { cumulative_count: 1 upper_bound: 2.5 } }"
                        .formatted(number());
            default -> type + " { value: " + number() + " }";
        };
    }

    /** As protobuf's text form has it: every byte as an escape. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            quoted.append("\\%03o".formatted(next & 0xff));
        }
        return quoted.append('"').toString();
    }

    private List<String> someTypes() {
        List<String> types = new ArrayList<>(TYPES);
        for (int fewer = random.nextInt(5); fewer > 0; fewer--) {
            types.remove(random.nextInt(types.size()));
        }
        return types;
    }

    /** Label sets of which no two are the same. */
    private List<Map<String, String>> series() {
        List<Map<String, String>> series = new ArrayList<>();
        for (int count = random.nextInt(4); count >= 0; count--) {
            Map<String, String> labels = new TreeMap<>(Map.of("n", count + pick(VALUES)));
            if (random.nextBoolean()) {
                labels.put(random.nextBoolean() ? "job" : "zone", pick(VALUES));
            }
            series.add(labels);
        }
        return series;
    }

    private String number() {
        double number = random.nextInt(3) == 0
                ? Double.longBitsToDouble(random.nextLong())
                : NUMBERS[random.nextInt(NUMBERS.length)];
        return Double.isInfinite(number)
                ? (number > 0 ? "inf" : "-inf")
                : Double.isNaN(number) ? "nan" : Double.toString(number);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
