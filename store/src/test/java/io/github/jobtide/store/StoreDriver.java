package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.TextReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store under test, driven one answered request after the other, at a time that the test says. */
final class StoreDriver implements AutoCloseable {
    static final Map<String, MetricType> OWN = Map.of("gateway_requests_total", MetricType.COUNTER,
            "gateway_latency_seconds",
            MetricType.SUMMARY);
    static final StoreLimits LIMITS = new StoreLimits(1000, 100_000, 1L << 40, 1000, 1 << 20, 4096, 1000, 100,
            1 << 20, 1000, 200_000);

    private final MetricStore store;
    private final List<Snapshot> opened = new ArrayList<>();
    private Instant now = Instant.ofEpochSecond(1000);

    private StoreDriver(Engine engine, StoreLimits limits, NameRule names) {
        InstantSource clock = () -> now;
        this.store = MetricStore.open(engine, OWN, limits, names, clock);
    }

    static StoreDriver open() {
        return open(new MemoryEngine());
    }

    static StoreDriver open(Engine engine) {
        return open(engine, NameRule.CLASSIC);
    }

    static StoreDriver open(NameRule names) {
        return open(new MemoryEngine(), names);
    }

    static StoreDriver open(Engine engine, NameRule names) {
        return new StoreDriver(engine, LIMITS, names);
    }

    static StoreDriver open(Engine engine, StoreLimits limits) {
        return new StoreDriver(engine, limits, NameRule.CLASSIC);
    }

    static StoreDriver open(StoreLimits limits, NameRule names) {
        return open(new MemoryEngine(), limits, names);
    }

    static StoreDriver open(Engine engine, StoreLimits limits, NameRule names) {
        return new StoreDriver(engine, limits, names);
    }

    static StoreDriver open(StoreLimits limits) {
        return open(new MemoryEngine(), limits);
    }

    MetricStore store() {
        return store;
    }

    /** Open until this is closed. */
    Snapshot snapshot() {
        Snapshot snapshot = store.snapshot();
        opened.add(snapshot);
        return snapshot;
    }

    void at(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }

    Outcome put(GroupKey key, MetricFamily... families) {
        return push(key, PushMode.REPLACE, families);
    }

    Outcome post(GroupKey key, MetricFamily... families) {
        return push(key, PushMode.MERGE, families);
    }

    Outcome push(GroupKey key, PushMode mode, MetricFamily... families) {
        return push(key, mode, Mark.NONE, families);
    }

    Outcome push(GroupKey key, PushMode mode, Mark mark, MetricFamily... families) {
        return answered(answer -> store.push(key, mode, mark, List.of(families), answer));
    }

    /** As the gateway does it: read only if it is not known. */
    Outcome pushText(GroupKey key, PushMode mode, byte[] text) {
        Function<byte[], List<MetricFamily>> reader = body -> TextReader.read(body, ReaderLimits.DEFAULT,
                NameRule.CLASSIC);
        return answered(answer -> {
            if (!store.pushKnown(key, mode, Mark.NONE, text, reader, answer)) {
                store.push(key, mode, reader.apply(text), answer);
            }
        });
    }

    Outcome delete(GroupKey key) {
        return answered(answer -> store.delete(key, answer));
    }

    Outcome deleteIfLastPushed(GroupKey key, long pushNanos) {
        return answered(answer -> store.deleteIfLastPushed(key, pushNanos, answer));
    }

    Outcome wipe() {
        return answered(store::wipe);
    }

    /** The text page, whole. */
    String page(MetricFamily... own) {
        return page(Escaping.ALLOW_UTF_8, own);
    }

    String page(Escaping escaping, MetricFamily... own) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try (Snapshot snapshot = store.snapshot()) {
            snapshot.writeText(List.of(own), escaping, (piece, length) -> page.write(piece, 0, length));
        }
        return page.toString(StandardCharsets.UTF_8);
    }

    /** The page's samples, without comments and push times. */
    List<String> samples() {
        return Arrays.stream(page().split("\n"))
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("push_")).toList();
    }

    @Override
    public void close() {
        opened.forEach(Snapshot::close);
        store.close();
    }

    private static Outcome answered(Consumer<Consumer<Outcome>> request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        request.accept(outcome::complete);
        return outcome.orTimeout(10, TimeUnit.SECONDS).join();
    }

    static GroupKey key(String... labels) {
        return GroupKey.of(Labels.of(labels));
    }

    static MetricFamily untyped(String name, double value, String... labels) {
        return new MetricFamily(name, MetricType.UNTYPED, "", List.of(Metric.of(value, labels)));
    }

    static MetricFamily gauge(String name, double value, String... labels) {
        return new MetricFamily(name, MetricType.GAUGE, "", List.of(Metric.of(value, labels)));
    }

    static MetricFamily helped(String name, String help, double value) {
        return new MetricFamily(name, MetricType.GAUGE, help, List.of(Metric.of(value)));
    }

    static MetricFamily summary(String name, double count, double sum, String... labels) {
        List<Reading.Quantile> quantiles = List.of(new Reading.Quantile(0.5, 7));
        return new MetricFamily(name, MetricType.SUMMARY, "",
                List.of(Metric.of(Labels.of(labels), new Reading.Summary(count, sum, quantiles))));
    }

    static MetricFamily histogram(String name, double[] bounds, double sum, String... labels) {
        List<Reading.Bucket> buckets = new ArrayList<>();
        for (double bound : bounds) {
            buckets.add(new Reading.Bucket(bound, buckets.size() + 1));
        }
        Reading reading = new Reading.Histogram(bounds.length + 1, sum, buckets);
        return new MetricFamily(name, MetricType.HISTOGRAM, "", List.of(Metric.of(Labels.of(labels), reading)));
    }
}
