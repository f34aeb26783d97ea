package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.Map;

/** The virtual machine that the gateway runs on, under names of its own: jobs push {@code jvm_*} themselves. */
final class JvmMetrics {
    private static final String PREFIX = "jobtide_gateway_jvm_";

    static final Map<String, MetricType> TYPES = Map.of(
            PREFIX + "memory_used_bytes", MetricType.GAUGE, PREFIX + "memory_committed_bytes", MetricType.GAUGE,
            PREFIX + "memory_max_bytes", MetricType.GAUGE, PREFIX + "memory_pool_used_bytes", MetricType.GAUGE,
            PREFIX + "buffer_pool_used_bytes", MetricType.GAUGE, PREFIX + "gc_collections_total", MetricType.COUNTER,
            PREFIX + "gc_collection_seconds_total", MetricType.COUNTER, PREFIX + "threads", MetricType.GAUGE);

    private JvmMetrics() {}

    static List<MetricFamily> read() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        return List.of(
                family("memory_used_bytes", "Memory in use, by area.", areas(heap.getUsed(), other.getUsed())),
                family("memory_committed_bytes", "Memory taken from the system, by area.",
                        areas(heap.getCommitted(), other.getCommitted())),
                family("memory_max_bytes", "Memory that may be taken, by area; -1 if there is no limit.",
                        areas(heap.getMax(), other.getMax())),
                family("memory_pool_used_bytes", "Memory in use, by pool.",
                        ManagementFactory.getMemoryPoolMXBeans().stream().map(JvmMetrics::pool).toList()),
                family("buffer_pool_used_bytes", "Memory in buffers outside the heap, by pool.",
                        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                                .map(pool -> Metric.of((double) pool.getMemoryUsed(), "pool", pool.getName()))
                                .toList()),
                family("gc_collections_total", "Garbage collections.", collectors.stream()
                        .map(gc -> Metric.of((double) gc.getCollectionCount(), "gc", gc.getName())).toList()),
                family("gc_collection_seconds_total", "Time in garbage collections.", collectors.stream()
                        .map(gc -> Metric.of(gc.getCollectionTime() / 1e3, "gc", gc.getName())).toList()),
                family("threads", "Threads that run.",
                        List.of(Metric.of(ManagementFactory.getThreadMXBean().getThreadCount()))));
    }

    private static List<Metric> areas(long heap, long other) {
        return List.of(Metric.of((double) heap, "area", "heap"), Metric.of((double) other, "area", "nonheap"));
    }

    private static Metric pool(MemoryPoolMXBean pool) {
        return Metric.of((double) pool.getUsage().getUsed(), "pool", pool.getName());
    }

    private static MetricFamily family(String name, String help, List<Metric> metrics) {
        return new MetricFamily(PREFIX + name, TYPES.getOrDefault(PREFIX + name, MetricType.UNTYPED), help, metrics);
    }
}
