package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One adding push of a load: what it sends, and what the totals of its group gain by it.
 *
 * @param gains by series as on the page, and by native bucket as {@link Totals} has them; whole numbers
 * @param last what its group says of the latest run afterwards, by series
 */
record AddingPush(String job, String contentType, ByteString body, Map<String, Long> gains, Map<String, Long> last) {
    private static final int[] BOUNDS = {1, 60, 3600};

    /** A run as a wrapper reports it, in text: counters, a classic histogram, gauges, and whether it failed. */
    static AddingPush ofRun(String job, long run, boolean failed, long failures, Random random) {
        Map<String, Long> gains = new TreeMap<>();
        StringBuilder text = new StringBuilder(800).append("# TYPE load_runs_total counter\n");
        for (String outcome : new String[]{"success", "failure"}) {
            long gain = outcome.equals("failure") == failed ? 1 : 0;
            text.append("load_runs_total{outcome=\"").append(outcome).append("\"} ").append(gain).append('\n');
            gains.put(series("load_runs_total", job, "outcome", outcome), gain);
        }
        long rows = random.nextInt(1_000_000);
        text.append("# TYPE load_rows_total counter\nload_rows_total ").append(rows).append('\n');
        gains.put(series("load_rows_total", job), rows);
        classicText(text, job, random, gains);
        text.append("# TYPE load_last_run gauge\nload_last_run ").append(run)
                .append("\n# TYPE jobtide_consecutive_failures gauge\njobtide_consecutive_failures ")
                .append(failed ? 1 : 0).append('\n');
        return new AddingPush(job, "text/plain; version=0.0.4", ByteString.copyFromUtf8(text.toString()), gains,
                Map.of(series("load_last_run", job), run, series("jobtide_consecutive_failures", job), failures));
    }

    private static void classicText(StringBuilder text, String job, Random random, Map<String, Long> gains) {
        text.append("# TYPE load_run_seconds histogram\n");
        long count = 0;
        for (int bound : BOUNDS) {
            count += random.nextInt(3);
            text.append("load_run_seconds_bucket{le=\"").append(bound).append("\"} ").append(count).append('\n');
            gains.put(series("load_run_seconds_bucket", job, "le", Integer.toString(bound)), count);
        }
        long sum = random.nextInt(10_000);
        text.append("load_run_seconds_bucket{le=\"+Inf\"} ").append(count).append("\nload_run_seconds_sum ")
                .append(sum).append("\nload_run_seconds_count ").append(count).append('\n');
        gains.put(series("load_run_seconds_bucket", job, "le", "+Inf"), count);
        gains.put(series("load_run_seconds_sum", job), sum);
        gains.put(series("load_run_seconds_count", job), count);
    }

    /** The figures of a client library, in protobuf: a counter, a classic histogram, and a native one whose buckets differ from push to push. */
    static AddingPush ofClient(String job, Random random) {
        Map<String, Long> gains = new TreeMap<>();
        long rows = random.nextInt(1_000_000);
        gains.put(series("client_rows_total", job), rows);
        String text = "name: 'client_rows_total' type: COUNTER metric { counter { value: " + rows + " } } -- "
                + classic(job, random, gains) + " -- " + natively(job, random, gains);
        return new AddingPush(job, Protobuf.CONTENT_TYPE, Protobuf.encode(text), gains, Map.of());
    }

    private static String classic(String job, Random random, Map<String, Long> gains) {
        long count = 0;
        StringBuilder buckets = new StringBuilder();
        for (int bound : BOUNDS) {
            count += random.nextInt(3);
            buckets.append(" bucket { cumulative_count: ").append(count).append(" upper_bound: ").append(bound)
                    .append(" }");
            gains.put(series("client_wait_seconds_bucket", job, "le", Integer.toString(bound)), count);
        }
        long all = count + random.nextInt(3);
        return "name: 'client_wait_seconds' type: HISTOGRAM metric { histogram { "
                + counted("client_wait_seconds", job, all, random, gains) + buckets + " } }";
    }

    private static String natively(String job, Random random, Map<String, Long> gains) {
        StringBuilder sides = new StringBuilder();
        long zeros = random.nextInt(3);
        gains.put("client_size_bytes{" + job + "} zero", zeros);
        long count = zeros + side("positive", "+", job, random, sides, gains)
                + side("negative", "-", job, random, sides, gains);
        return "name: 'client_size_bytes' type: HISTOGRAM metric { histogram { schema: 3 zero_threshold: 0.5 zero_count: "
                + zeros + " " + counted("client_size_bytes", job, count, random, gains) + sides + " } }";
    }

    /** @return what its buckets hold */
    private static long side(String side, String sign, String job, Random random, StringBuilder text,
            Map<String, Long> gains) {
        long all = 0;
        long before = 0;
        int number = random.nextInt(4);
        int gap = 1 + random.nextInt(3);
        text.append(' ').append(side).append("_span { offset: ").append(number).append(" length: 2 } ").append(side)
                .append("_span { offset: ").append(gap).append(" length: 1 }");
        for (int at : new int[]{number, number + 1, number + 2 + gap}) {
            long count = random.nextInt(5);
            text.append(' ').append(side).append("_delta: ").append(count - before);
            gains.put("client_size_bytes{" + job + "}" + sign + at, count);
            before = count;
            all += count;
        }
        return all;
    }

    private static String counted(String name, String job, long count, Random random, Map<String, Long> gains) {
        long sum = random.nextInt(10_000);
        gains.put(series(name + "_bucket", job, "le", "+Inf"), count);
        gains.put(series(name + "_sum", job), sum);
        gains.put(series(name + "_count", job), count);
        return "sample_count: " + count + " sample_sum: " + sum;
    }

    private static String series(String name, String job, String... label) {
        return name + "{instance=\"\",job=\"" + job + "\""
                + (label.length == 0 ? "" : "," + label[0] + "=\"" + label[1] + "\"") + "}";
    }

    /** The same as a request over a connection that stays open. */
    byte[] request(String pushId) {
        byte[] head = ("POST /api/v2/add/metrics/job/" + job + " HTTP/1.1\r\nHost: 127.0.0.1\r\nJobtide-Push-Id: "
                + pushId + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteString.copyFrom(head).concat(body).toByteArray();
    }
}
