package io.github.jobtide.e2e;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws the data of a panel as HTML: numbers and tables as they are, courses as lines that go on level and jump. */
final class PanelPicture {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 120;
    private static final List<String> COLOURS = List.of("#1f60c4", "#37872d", "#c4162a", "#e0752d", "#8f3bb8", "#555");

    private PanelPicture() {}

    static String page(String content) {
        return "<!DOCTYPE html><meta charset=utf-8><title>Panels</title><style>body{font:14px sans-serif}"
                + "div{display:inline-block;vertical-align:top;border:1px solid #ccc;margin:4px;padding:6px;width:480px}"
                + "h2{font-size:15px;margin:0 0 4px}td{padding:0 6px}</style>\n" + content;
    }

    static String of(MixinDashboard.Panel panel, Alerting alerting) {
        StringBuilder html = new StringBuilder("<div><h2>" + escaped(panel.title()) + "</h2>");
        panel.targets().forEach(target -> {
            String expression = MixinPanelsTest.filled(target.expression());
            html.append(target.instant()
                    ? table(alerting.query(expression))
                    : lines(alerting.courses(expression,
                            MixinPanelsTest.window())));
        });
        return html.append("</div>\n").toString();
    }

    private static String table(List<Sample> samples) {
        return samples.isEmpty()
                ? "<p>no data</p>"
                : samples.stream()
                        .map(sample -> "<tr><td>" + escaped(named(sample.labels())) + "<td>" + sample.value())
                        .collect(Collectors.joining("\n", "<table>", "</table>"));
    }

    private static String named(Map<String, String> labels) {
        Map<String, String> shown = new TreeMap<>(labels);
        shown.remove("environment");
        return shown.values().stream().collect(Collectors.joining(" "));
    }

    private static String lines(Map<Map<String, String>, List<Prometheus.Point>> courses) {
        if (courses.isEmpty()) {
            return "<p>no data</p>";
        }
        double from = courses.values().stream().mapToDouble(points -> points.getFirst().seconds()).min().orElse(0);
        double to = courses.values().stream().mapToDouble(points -> points.getLast().seconds()).max().orElse(1);
        double top = courses.values().stream().flatMap(List::stream).mapToDouble(Prometheus.Point::value)
                .filter(Double::isFinite).max().orElse(1);
        StringBuilder svg = new StringBuilder(
                "<p>up to " + top + "</p><svg width=" + WIDTH + " height=" + HEIGHT + ">");
        StringBuilder legend = new StringBuilder();
        int number = 0;
        for (Map.Entry<Map<String, String>, List<Prometheus.Point>> course : courses.entrySet()) {
            String colour = COLOURS.get(number++ % COLOURS.size());
            StringBuilder path = new StringBuilder();
            for (Prometheus.Point point : course.getValue()) {
                double x = (point.seconds() - from) / Math.max(0.001, to - from) * WIDTH;
                double y = HEIGHT - point.value() / (top > 0 ? top : 1) * (HEIGHT - 4);
                path.append(path.isEmpty() ? "M" + x + " " + y : "H" + x + "V" + y);
            }
            svg.append("<path fill=none stroke='").append(colour).append("' d='").append(path).append("'/>");
            legend.append("<span style='color:").append(colour).append("'>").append(escaped(named(course.getKey())))
                    .append("</span><br>");
        }
        return svg + "</svg><br>" + legend;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
