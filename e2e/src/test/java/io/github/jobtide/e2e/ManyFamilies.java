package io.github.jobtide.e2e;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random bodies in text 0.0.4 that every gateway takes: names that OpenMetrics could take for others', and any number as a value. */
final class ManyFamilies {
    private static final List<String> ENDINGS = List.of("", "_total", "_created", "_info", "_seconds",
            "_created_total");
    private static final List<String> TYPES = List.of("counter", "gauge", "untyped", "summary", "histogram");
    private static final List<String> VALUES = List.of("", "1", "x y", "\u00e9", "\\\\", "\\\"", "\\n", "a,b", "}", "{",
            "=", " # {a=\\\"b\\\"} 1");
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "1e6", "NaN", "-Inf", "+Inf", "0.1", "5e-324");

    private final RandomGenerator random;
    private final StringBuilder body = new StringBuilder();

    private ManyFamilies(RandomGenerator random) {
        this.random = random;
    }

    static String from(long seed) {
        ManyFamilies families = new ManyFamilies(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        for (String start : List.of("aa", "bb", "cc", "dd", "ee", "ff")) {
            for (String ending : ENDINGS) {
                if (families.random.nextBoolean()) {
                    families.family(start + ending);
                }
            }
        }
        return families.body.toString();
    }

    /** A name always has the same type, since several groups hold it. */
    private void family(String name) {
        String type = TYPES.get(Math.floorMod(name.hashCode(), TYPES.size()));
        body.append("# HELP ").append(name).append(" Help \"of\" \\\\ ").append(name).append('\n');
        body.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        boolean sound = random.nextInt(3) > 0;
        String value = pick(VALUES);
        for (int metric = random.nextInt(3); metric >= 0; metric--) {
            metric(name, type, "x=\"" + metric + (random.nextBoolean() ? "" : value) + "\"", sound);
        }
    }

    private void metric(String name, String type, String labels, boolean sound) {
        switch (type) {
            case "summary" -> {
                line(name, labels + ",quantile=\"0.5\"", sound ? "2.5" : pick(NUMBERS));
                line(name, labels + ",quantile=\"1\"", "7");
                total(name, labels, random.nextInt(1000), sound);
            }
            case "histogram" -> {
                int few = random.nextInt(1000);
                int all = few + random.nextInt(sound ? 1000 : 2) - (sound ? 0 : 1);
                line(name + "_bucket", labels + ",le=\"1e6\"", Integer.toString(few));
                line(name + "_bucket", labels + ",le=\"1\"", Integer.toString(few));
                line(name + "_bucket", labels + ",le=\"+Inf\"", Integer.toString(Math.max(0, all)));
                total(name, labels, Math.max(0, all), sound);
            }
            default -> line(name, labels, sound ? "3" : pick(NUMBERS));
        }
    }

    private void total(String name, String labels, int count, boolean sound) {
        line(name + "_sum", labels, sound ? "1.25" : pick(NUMBERS));
        line(name + "_count", labels, Integer.toString(count));
    }

    private void line(String name, String labels, String value) {
        body.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
