package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.ProtobufReader;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All groups of a running gateway. {@code /api/v1/metrics} tells which series are whose, the scrape in protobuf tells their values: neither
 * suffices, since the one rounds and leaves out, and the other does not tell groups apart.
 *
 * @param groups by their labels
 * @param hiddenGroups how many there are besides, whose key the gateway does not tell
 */
record RemoteContent(SortedMap<Labels, RemoteGroup> groups, int hiddenGroups) {
    static final String PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

    /** With names as they are. */
    private static final String ACCEPT = PROTOBUF + "; escaping=allow-utf-8";
    private static final int MAX_SCRAPE_BYTES = 1 << 30;
    private static final int ATTEMPTS = 5;
    private static final String PUSH = "push_time_seconds";
    private static final String FAILURE = "push_failure_time_seconds";
    private static final ReaderLimits LIMITS = new ReaderLimits(Integer.MAX_VALUE, 10_000, 1 << 16, 1 << 24);

    RemoteContent {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    /**
     * Reads both. While somebody pushes they may not fit each other; then both are read again, a few times.
     *
     * @throws MigrationException if the gateway cannot be read, or does not keep still
     */
    static RemoteContent of(GatewayClient client) {
        String why = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return once(client);
            } catch (InconsistentException e) {
                why = e.forPeople;
            }
        }
        throw new MigrationException("%s changes while it is read: %s; try again when fewer jobs push"
                .formatted(client.address(), why));
    }

    /** The keys of all groups, without what they hold. */
    static Set<Labels> keys(GatewayClient client) {
        Set<Labels> keys = new HashSet<>();
        client.get("/api/v1/metrics", "application/json", GroupsDocument::read).groups()
                .forEach(group -> keys.add(group.labels()));
        return keys;
    }

    private static RemoteContent once(GatewayClient client) throws InconsistentException {
        GroupsDocument.Content document = client.get("/api/v1/metrics", "application/json", GroupsDocument::read);
        Map<String, Scraped> scraped = client.get("/metrics", ACCEPT, RemoteContent::readScrape);
        SortedMap<Labels, RemoteGroup> groups = new TreeMap<>();
        for (GroupsDocument.Group group : document.groups()) {
            groups.put(group.labels(), group(group, scraped));
        }
        return new RemoteContent(groups, document.hidden());
    }

    /** One family of the scrape, of all groups together. */
    private record Scraped(MetricType type, Map<Labels, Metric> series) {
        static Scraped of(MetricFamily family) {
            Map<Labels, Metric> series = HashMap.newHashMap(family.metrics().size());
            family.metrics().forEach(metric -> series.put(metric.labels(), metric));
            return new Scraped(family.type(), series);
        }
    }

    private static Map<String, Scraped> readScrape(InputStream in) throws IOException {
        byte[] body = in.readNBytes(MAX_SCRAPE_BYTES);
        if (body.length == MAX_SCRAPE_BYTES) {
            throw new IOException("the scrape is larger than %d bytes".formatted(MAX_SCRAPE_BYTES));
        }
        try {
            Map<String, Scraped> scraped = new HashMap<>();
            ProtobufReader.read(body, LIMITS).forEach(family -> scraped.put(family.name(), Scraped.of(family)));
            return scraped;
        } catch (MalformedBodyException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static RemoteGroup group(GroupsDocument.Group group, Map<String, Scraped> scraped)
            throws InconsistentException {
        SortedMap<String, MetricFamily> families = new TreeMap<>();
        for (Map.Entry<String, GroupsDocument.Family> entry : group.families().entrySet()) {
            families.put(entry.getKey(), family(entry.getKey(), entry.getValue(), scraped.get(entry.getKey())));
        }
        double pushed = seconds(families.remove(PUSH));
        double failed = seconds(families.remove(FAILURE));
        return new RemoteGroup(group.labels(), families, pushed, failed);
    }

    private static MetricFamily family(String name, GroupsDocument.Family told, @Nullable Scraped scraped)
            throws InconsistentException {
        List<Metric> metrics = new ArrayList<>();
        for (Labels labels : told.series()) {
            Metric metric = scraped == null ? null : scraped.series().get(labels);
            if (metric == null) {
                throw new InconsistentException(
                        "the series %s%s is in /api/v1/metrics, but not in the scrape".formatted(name, labels));
            }
            metrics.add(metric);
        }
        MetricType type = scraped != null ? scraped.type() : type(told.type());
        return new MetricFamily(name, type, told.help(), metrics);
    }

    private static MetricType type(String word) {
        for (MetricType type : MetricType.values()) {
            if (type.name().equals(word)) {
                return type;
            }
        }
        return MetricType.UNTYPED;
    }

    private static double seconds(@Nullable MetricFamily time) {
        if (time == null || time.metrics().size() != 1) {
            return 0;
        }
        return time.metrics().getFirst().reading() instanceof Reading.Scalar(double value) ? value : 0;
    }

    /** The two answers do not fit each other. */
    private static final class InconsistentException extends Exception {
        private static final long serialVersionUID = 1;

        final String forPeople;

        InconsistentException(String message) {
            super(message, null, false, false);
            this.forPeople = message;
        }
    }
}
