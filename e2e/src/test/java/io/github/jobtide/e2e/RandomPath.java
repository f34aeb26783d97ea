package io.github.jobtide.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Paths of pushes, most of them good, some wrong in one of the ways that the grammar knows.
 *
 * <p>Left out is what breaks a real Pushgateway for everything that follows: values that are not UTF-8, an empty instance.
 */
final class RandomPath {
    private static final List<String> JOBS = List.of("a", "b", "j", "some_job", "x y", "é", "a/b", "...", "1+1");
    private static final List<String> NAMES = List.of("x", "y", "instance", "zone", "job", "l_1", "A", "U__x");
    private static final List<String> VALUES = List.of("1", "2", "v", "", "a b", "ü", "a/b", "\"q\"", "\\", "x+y", "%",
            "?", "#");
    private static final List<String> BAD_NAMES = List.of("__x", "0x", "l.dot", "a:b", "", "é", "a=b", "l@base64",
            "a-b", "l@BASE64");
    private static final List<String> BAD_BASE64 = List.of("a", "ab+c", "a=b", "abcde", "foo.bar", "YQ=YQ", "*");
    private static final List<String> ODD_PATHS = List.of("/metrics", "/metrics/", "/metrics/job", "/metrics/job/",
            "/metrics/jobs/a", "/", "/status",
            "/-/healthy", "/-/ready", "/api/v1/metrics/", "/nothing", "/METRICS/job/a", "/metrics/JOB/a/x/Y",
            "/metrics/job@base64/", "/metrics/job@base65/a",
            "/metrics//job/a", "/metrics/job/..", "/metrics/job/a/./b", "/metrics/job/%2Fx", "/metrics/job/a/x/%2F",
            "/api/v1/nothing", "/api/v1/admin/wipe",
            "/-/quit", "/Metrics", "/metrics/job/a/../b", "/%6Detrics/job/a", "/metrics/job/%2e%2e", "/-/healthy/",
            "/api/v1", "/metrics/job/a/b/%2e/c");

    private final RandomGenerator random;

    RandomPath(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        return switch (random.nextInt(20)) {
            case 0 -> pick(ODD_PATHS);
            case 1, 2 -> malformed();
            default -> group();
        };
    }

    /** A path that names a group. */
    String group() {
        StringBuilder path = new StringBuilder("/metrics/").append(pair("job", pick(JOBS)));
        for (int pairs = random.nextInt(3); pairs > 0; pairs--) {
            String name = pick(NAMES);
            String value = pick(VALUES);
            path.append('/').append(pair(name, name.equals("instance") && value.isEmpty() ? "i" : value));
        }
        return random.nextInt(20) == 0 && !path.toString().endsWith("/")
                ? path.append('/').toString()
                : path.toString();
    }

    private String malformed() {
        String path = group();
        return switch (random.nextInt(6)) {
            case 0 -> path + "/" + pick(NAMES);
            case 1 -> path + "/" + pick(BAD_NAMES) + "/v";
            case 2 -> path + "/x@base64/" + pick(BAD_BASE64);
            case 3 -> "/metrics/job@base64/" + pick(BAD_BASE64) + path.substring(path.indexOf('/', 9));
            case 4 -> "/metrics/job@base64/=" + (random.nextBoolean() ? "/x/y" : "");
            default -> path.replaceFirst("/job", "//job");
        };
    }

    private String pair(String name, String value) {
        boolean plain = !value.isEmpty() && !value.equals("...") && !value.contains("/") && random.nextInt(4) > 0;
        return plain ? name + "/" + percentEncoded(value) : name + "@base64/" + base64(value);
    }

    private String base64(String value) {
        Base64.Encoder encoder = random.nextBoolean()
                ? Base64.getUrlEncoder()
                : Base64.getUrlEncoder().withoutPadding();
        String encoded = encoder.encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return encoded.isEmpty() ? "=" : random.nextInt(5) == 0 ? encoded.replace("=", "%3D") : encoded;
    }

    private String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte next : value.getBytes(StandardCharsets.UTF_8)) {
            boolean literal = next > ' ' && next < 127 && "\"%?#\\/".indexOf(next) < 0;
            encoded.append(
                    literal && random.nextInt(20) > 0 ? String.valueOf((char) next) : "%%%02X".formatted(next & 0xff));
        }
        return encoded.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
