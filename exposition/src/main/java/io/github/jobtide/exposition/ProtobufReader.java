package io.github.jobtide.exposition;

import static io.github.jobtide.exposition.ProtobufCursor.BYTES;
import static io.github.jobtide.exposition.ProtobufCursor.VARINT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads length-delimited {@code io.prometheus.client.MetricFamily} messages. Source: docs/formats/protobuf.md. */
public final class ProtobufReader {
    private static final int NAME = ProtobufCursor.field(1, BYTES);
    private static final int HELP = ProtobufCursor.field(2, BYTES);
    private static final int TYPE = ProtobufCursor.field(3, VARINT);
    private static final int METRIC = ProtobufCursor.field(4, BYTES);
    /** In the order of their numbers. */
    private static final List<MetricType> TYPES = List.of(MetricType.COUNTER, MetricType.GAUGE, MetricType.SUMMARY,
            MetricType.UNTYPED, MetricType.HISTOGRAM, MetricType.GAUGE_HISTOGRAM);

    private final ProtobufCursor cursor;
    private final ReaderLimits limits;
    private final ProtobufMetrics metrics;

    private ProtobufReader(byte[] body, ReaderLimits limits) {
        this.cursor = new ProtobufCursor(body);
        this.limits = limits;
        this.metrics = new ProtobufMetrics(cursor, limits);
    }

    /**
     * Families in the order of their first message; of two with one name the last counts. A family without metrics is kept.
     *
     * @throws MalformedBodyException if a message is cut off, cannot be decoded, or holds what is not supported
     */
    public static List<MetricFamily> read(byte[] body, ReaderLimits limits) {
        return new ProtobufReader(body, limits).read();
    }

    private List<MetricFamily> read() {
        Map<String, MetricFamily> families = new LinkedHashMap<>();
        while (cursor.hasMore()) {
            int bodyEnd = cursor.enterDelimited();
            MetricFamily family = family();
            cursor.leave(bodyEnd);
            families.put(family.name(), family);
            if (families.size() > limits.maxMetrics()) {
                throw MalformedBodyException.beyond(ReaderLimits.Limit.METRICS,
                        "more than %d metric families in one body; push fewer".formatted(limits.maxMetrics()));
            }
        }
        return List.copyOf(families.values());
    }

    private MetricFamily family() {
        String name = "";
        String help = "";
        int typeNumber = 0;
        List<MetricMessage> messages = new ArrayList<>(1);
        while (cursor.hasMore()) {
            int tag = cursor.tag();
            if (tag == NAME) {
                name = cursor.text("a metric name", ReaderLimits.Limit.NAME_BYTES, limits.maxNameBytes());
            } else if (tag == HELP) {
                help = cursor.text("a help text");
            } else if (tag == TYPE) {
                typeNumber = (int) cursor.varint();
            } else if (tag == METRIC) {
                messages.add(metrics.read());
            } else {
                cursor.skip(tag);
            }
        }
        MetricType type = type(typeNumber, name);
        List<Metric> read = new ArrayList<>(messages.size());
        for (MetricMessage message : messages) {
            read.add(message.metric(type, name));
        }
        return new MetricFamily(name, type, help, read);
    }

    private static MetricType type(int number, String name) {
        if (number < 0 || number >= TYPES.size()) {
            throw new MalformedBodyException(
                    "metric family %s has the unknown type number %d; 0 to %d are known".formatted(Quoted.text(name),
                            number, TYPES.size() - 1));
        }
        return TYPES.get(number);
    }
}
