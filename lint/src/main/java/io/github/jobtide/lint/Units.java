package io.github.jobtide.lint;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Units that names carry, and the base unit that Prometheus would have in place of each. */
final class Units {
    /** Those base units that mean nothing else in the middle of a name. */
    static final Set<String> BASE = Set.of("seconds", "bytes", "ratio", "celsius", "volts", "amperes", "joules",
            "hertz", "watts");
    /** Words of names that hold a time. */
    static final Set<String> OF_TIME = Set.of("time", "duration", "latency", "delay", "elapsed", "took", "wait",
            "waiting", "interval", "age", "timeout", "uptime", "lag", "runtime", "spent", "delta", "rtt", "cpu");
    /** Words of names that hold a size. */
    static final Set<String> OF_SIZE = Set.of("size", "memory", "mem", "disk", "heap", "rss", "file", "traffic",
            "read", "written", "used", "free", "usage", "space", "volume", "transferred", "sent", "received");

    private static final Map<String, Unit> SPELLED = spelledUnits();
    private static final Map<String, Unit> SHORT = shortUnits();

    private Units() {}

    /** A unit in full that is no base unit, such as milliseconds. */
    static Optional<Unit> spelled(String word) {
        return Optional.ofNullable(SPELLED.get(word));
    }

    /** One that is abbreviated, base units too. */
    static Optional<Unit> abbreviated(String word) {
        return Optional.ofNullable(SHORT.get(word));
    }

    private static Map<String, Unit> spelledUnits() {
        Map<String, Unit> units = new HashMap<>();
        Map<String, BigDecimal> prefixes = Map.ofEntries(prefix("nano", "1e-9"), prefix("micro", "1e-6"),
                prefix("milli", "1e-3"), prefix("centi", "1e-2"), prefix("kilo", "1e3"), prefix("mega", "1e6"),
                prefix("giga", "1e9"), prefix("tera", "1e12"), prefix("peta", "1e15"), prefix("kibi", "1024"),
                prefix("mebi", "1048576"), prefix("gibi", "1073741824"), prefix("tebi", "1099511627776"));
        prefixes.forEach((prefix, factor) -> {
            for (String base : Set.of("second", "byte", "volt", "ampere", "watt", "joule", "meter", "gram", "core")) {
                add(units, new Unit(prefix + base + "s", base + "s", how(factor)));
                add(units, new Unit(prefix + base, base + "s", how(factor)));
            }
            add(units, new Unit(prefix + "hertz", "hertz", how(factor)));
            add(units, new Unit(prefix + "bits", "bytes", how(factor.divide(BigDecimal.valueOf(8)))));
        });
        units.remove("micrometer"); // A client library is called so.
        add(units, new Unit("nanos", "seconds", "divided by 1000000000"));
        add(units, new Unit("micros", "seconds", "divided by 1000000"));
        add(units, new Unit("millis", "seconds", "divided by 1000"));
        add(units, new Unit("minutes", "seconds", "times 60"));
        add(units, new Unit("hours", "seconds", "times 3600"));
        add(units, new Unit("days", "seconds", "times 86400"));
        add(units, new Unit("weeks", "seconds", "times 604800"));
        add(units, new Unit("bits", "bytes", "divided by 8"));
        add(units, new Unit("fahrenheit", "celsius", "converted"));
        for (String percent : Set.of("percent", "percents", "percentage", "pct")) {
            add(units, new Unit(percent, "ratio", "from 0 to 1: divided by 100 if it goes up to 100"));
        }
        return Map.copyOf(units);
    }

    private static Map<String, Unit> shortUnits() {
        Map<String, Unit> units = new HashMap<>();
        for (String word : Set.of("s", "sec", "secs")) {
            add(units, new Unit(word, "seconds", "with the same values"));
        }
        for (String word : Set.of("ms", "msec", "msecs")) {
            add(units, new Unit(word, "seconds", "divided by 1000"));
        }
        for (String word : Set.of("us", "usec", "usecs")) {
            add(units, new Unit(word, "seconds", "divided by 1000000"));
        }
        for (String word : Set.of("ns", "nsec", "nsecs")) {
            add(units, new Unit(word, "seconds", "divided by 1000000000"));
        }
        add(units, new Unit("mins", "seconds", "times 60"));
        for (String word : Set.of("h", "hr", "hrs")) {
            add(units, new Unit(word, "seconds", "times 3600"));
        }
        add(units, new Unit("d", "seconds", "times 86400"));
        add(units, new Unit("b", "bytes", "with the same values"));
        add(units, new Unit("kb", "bytes", "times 1000, or 1024 if those were counted"));
        add(units, new Unit("mb", "bytes", "times 1000000, or 1048576 if those were counted"));
        add(units, new Unit("gb", "bytes", "times 1000000000, or 1073741824 if those were counted"));
        add(units, new Unit("tb", "bytes", "times 1000000000000, or 1099511627776 if those were counted"));
        add(units, new Unit("kib", "bytes", "times 1024"));
        add(units, new Unit("mib", "bytes", "times 1048576"));
        add(units, new Unit("gib", "bytes", "times 1073741824"));
        add(units, new Unit("tib", "bytes", "times 1099511627776"));
        return Map.copyOf(units);
    }

    private static Map.Entry<String, BigDecimal> prefix(String prefix, String factor) {
        return Map.entry(prefix, new BigDecimal(factor));
    }

    private static void add(Map<String, Unit> units, Unit unit) {
        units.put(unit.word(), unit);
    }

    private static String how(BigDecimal factor) {
        return factor.compareTo(BigDecimal.ONE) < 0
                ? "divided by " + plain(BigDecimal.ONE.divide(factor))
                : "times " + plain(factor);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /**
     * @param word that stands in a name
     * @param base unit to have in place of it
     * @param how the values are to be converted, as the end of a sentence
     */
    record Unit(String word, String base, String how) {}
}
