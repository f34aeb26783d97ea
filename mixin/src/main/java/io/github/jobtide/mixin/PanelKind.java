package io.github.jobtide.mixin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A kind of panel: Grafana's name of it, and how it looks. */
enum PanelKind {
    STAT("stat") {
        @Override
        Map<String, Object> options() {
            return Entries.of("graphMode", "none", "colorMode", "value", "justifyMode", "auto", "textMode", "auto",
                    "wideLayout", true, "showPercentChange", false, "percentChangeColorMode", "standard", "orientation",
                    "auto", "reduceOptions", lastValue());
        }
    },
    LINES("timeseries") {
        @Override
        Map<String, Object> options() {
            return Entries.of("legend", legend("list"), "tooltip", tooltip("multi", "desc"));
        }

        // What was pushed holds until the next push, so a line goes on level and then jumps.
        @Override
        Map<String, Object> look() {
            return Entries.of("drawStyle", "line", "lineInterpolation", "stepAfter", "lineWidth", 1, "fillOpacity", 10,
                    "showPoints", "never", "spanNulls", false, "axisSoftMin", 0);
        }
    },
    BARS("timeseries") {
        @Override
        Map<String, Object> options() {
            return LINES.options();
        }

        @Override
        Map<String, Object> look() {
            return Entries.of("drawStyle", "bars", "fillOpacity", 80, "lineWidth", 0, "axisSoftMin", 0, "stacking",
                    Entries.of("mode", "normal", "group", "A"));
        }
    },
    TIMELINE("state-timeline") {
        @Override
        Map<String, Object> options() {
            return Entries.of("showValue", "never", "rowHeight", new BigDecimal("0.9"), "mergeValues", true,
                    "alignValue", "left", "legend", legend("list"), "tooltip", tooltip("single", "none"));
        }

        @Override
        Map<String, Object> look() {
            return Entries.of("lineWidth", 0, "fillOpacity", 80);
        }
    },
    TABLE("table") {
        @Override
        Map<String, Object> options() {
            return Entries.of("frameIndex", 0, "showHeader", true, "cellHeight", "sm");
        }

        @Override
        Map<String, Object> look() {
            return Entries.of("align", "auto", "cellOptions", Entries.of("type", "auto"), "inspect", false,
                    "filterable",
                    true);
        }
    },
    GAUGES("bargauge") {
        @Override
        Map<String, Object> options() {
            return Entries.of("displayMode", "basic", "valueMode", "color", "namePlacement", "auto", "showUnfilled",
                    true, "sizing", "auto", "minVizWidth", 8, "minVizHeight", 16, "maxVizHeight", 30, "orientation",
                    "horizontal", "legend",
                    Entries.of("displayMode", "list", "placement", "bottom", "showLegend", false, "calcs", List.of()),
                    "reduceOptions", lastValue());
        }
    },
    HEATMAP("heatmap") {
        @Override
        Map<String, Object> options() {
            return Entries.of("calculate", false, "cellGap", 1, "color",
                    Entries.of("mode", "scheme", "scheme", "Blues", "fill", "blue", "exponent", new BigDecimal("0.5"),
                            "steps", 32, "reverse", false),
                    "exemplars", Entries.of("color", "rgba(255,0,255,0.7)"), "filterValues",
                    Entries.of("le", new BigDecimal("0.000000001")), "legend", Entries.of("show", true), "rowsFrame",
                    Entries.of("layout", "auto"), "showValue", "never", "tooltip",
                    Entries.of("mode", "single", "yHistogram", false, "showColorScale", false), "yAxis",
                    Entries.of("axisPlacement", "left", "reverse", false, "unit", "s"));
        }
    };

    private final String type;

    PanelKind(String type) {
        this.type = type;
    }

    /** As Grafana calls it. */
    String type() {
        return type;
    }

    abstract Map<String, Object> options();

    /** What its fields look like; empty if that cannot be chosen. */
    Map<String, Object> look() {
        return Map.of();
    }

    /** Whether it shows one moment, and not a course. */
    boolean isInstant() {
        return this == STAT || this == TABLE || this == GAUGES;
    }

    private static Map<String, Object> lastValue() {
        return Entries.of("calcs", List.of("lastNotNull"), "fields", "", "values", false);
    }

    private static Map<String, Object> legend(String mode) {
        return Entries.of("displayMode", mode, "placement", "bottom", "showLegend", true, "calcs", List.of());
    }

    private static Map<String, Object> tooltip(String mode, String sort) {
        return Entries.of("mode", mode, "sort", sort);
    }
}
