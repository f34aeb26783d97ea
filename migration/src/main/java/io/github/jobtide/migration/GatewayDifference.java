package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * In what two gateways differ: groups and families that only one has, and types, help, series and values of what both have. Order makes
 * no difference anywhere; own metrics are left out.
 */
public final class GatewayDifference {
    private static final int SHOWN = 120;

    private final GatewayAddress left;
    private final GatewayAddress right;
    private final boolean times;
    private final int maxLines;
    private final List<String> lines = new ArrayList<>();
    private long differences;
    private long series;
    private int families;

    private GatewayDifference(GatewayAddress left, GatewayAddress right, boolean times, int maxLines) {
        this.left = left;
        this.right = right;
        this.times = times;
        this.maxLines = maxLines;
    }

    /**
     * What was found.
     *
     * @param lines the first differences, as lines for people
     * @param differences how many there are
     * @param groups that both have
     * @param families that both have, in those groups
     * @param series that both have, in those families
     */
    public record Report(List<String> lines, long differences, int groups, int families, long series) {
        public Report {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param authorities certificates for HTTPS, as PEM
     * @param times whether push and failure times count
     * @param maxLines differences to be told; all are counted
     * @throws MigrationException if one of them cannot be read
     */
    public static Report between(GatewayAddress left, GatewayAddress right, Optional<Path> authorities, boolean times,
            int maxLines) {
        try (GatewayClient leftClient = GatewayClient.of(left, authorities);
                GatewayClient rightClient = GatewayClient.of(right, authorities)) {
            return new GatewayDifference(left, right, times, maxLines).compare(RemoteContent.of(leftClient),
                    RemoteContent.of(rightClient));
        }
    }

    private Report compare(RemoteContent here, RemoteContent there) {
        int common = 0;
        if (here.hiddenGroups() + there.hiddenGroups() > 0) {
            tell("groups whose key is hidden by a family called labels cannot be compared",
                    "%d".formatted(here.hiddenGroups()),
                    "%d".formatted(there.hiddenGroups()));
        }
        Set<Labels> keys = new TreeSet<>(here.groups().keySet());
        keys.addAll(there.groups().keySet());
        for (Labels key : keys) {
            RemoteGroup one = here.groups().get(key);
            RemoteGroup other = there.groups().get(key);
            if (one != null && other != null) {
                common++;
                compare(one, other);
            } else {
                onlyAt(one != null, "group " + key);
            }
        }
        return new Report(lines, differences, common, families, series);
    }

    private void compare(RemoteGroup one, RemoteGroup other) {
        if (times) {
            compareTimes(one, other);
        }
        Set<String> names = new TreeSet<>(one.families().keySet());
        names.addAll(other.families().keySet());
        for (String name : names) {
            MetricFamily mine = one.families().get(name);
            MetricFamily theirs = other.families().get(name);
            String where = "group %s family %s".formatted(one.labels(), name);
            if (mine != null && theirs != null) {
                families++;
                compare(where, mine, theirs);
            } else {
                onlyAt(mine != null, where);
            }
        }
    }

    private void compareTimes(RemoteGroup one, RemoteGroup other) {
        if (one.pushSeconds() != other.pushSeconds()) {
            tell("group %s last push".formatted(one.labels()), Numbers.text(one.pushSeconds()),
                    Numbers.text(other.pushSeconds()));
        }
        if (one.failureSeconds() != other.failureSeconds()) {
            tell("group %s last failure".formatted(one.labels()), Numbers.text(one.failureSeconds()),
                    Numbers.text(other.failureSeconds()));
        }
    }

    private void compare(String where, MetricFamily mine, MetricFamily theirs) {
        if (mine.type() != theirs.type()) {
            tell(where + " type", mine.type().word(), theirs.type().word());
        }
        if (!mine.help().equals(theirs.help())) {
            tell(where + " help", '"' + mine.help() + '"', '"' + theirs.help() + '"');
        }
        Map<Labels, String> values = values(mine);
        Map<Labels, String> others = values(theirs);
        Set<Labels> all = new HashSet<>(values.keySet());
        all.addAll(others.keySet());
        for (Labels labels : new TreeSet<>(all)) {
            String value = values.get(labels);
            String other = others.get(labels);
            if (value == null || other == null) {
                onlyAt(value != null, where + " series " + labels);
            } else {
                series++;
                if (!Objects.equals(value, other)) {
                    tell(where + " value of " + labels, value, other);
                }
            }
        }
    }

    private static Map<Labels, String> values(MetricFamily family) {
        Map<Labels, String> values = new LinkedHashMap<>();
        for (Metric metric : family.metrics()) {
            values.put(metric.labels(), ReadingText.of(metric.reading()));
        }
        return values;
    }

    private void onlyAt(boolean isLeft, String what) {
        add("%s is only at %s".formatted(what, isLeft ? left : right));
    }

    private void tell(String what, String one, String other) {
        add("%s: %s at %s, %s at %s".formatted(what, shortened(one), left, shortened(other), right));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private void add(String line) {
        differences++;
        if (lines.size() < maxLines) {
            lines.add(line.replaceAll("\\p{Cntrl}", " "));
        }
    }
}
