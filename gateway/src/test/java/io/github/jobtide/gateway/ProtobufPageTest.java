package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.ProtobufReader;
import io.github.jobtide.exposition.ReaderLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Families of more metrics than are read back at a time come out whole. */
final class ProtobufPageTest {
    private static final String PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=";
    private static final int GROUPS = 4;
    private static final int SERIES = 4000;
    private final RunningGateway running = RunningGateway.start();
    private final List<Metric> pushed = new ArrayList<>();

    @BeforeEach
    void push() {
        for (int group = 0; group < GROUPS; group++) {
            StringBuilder body = new StringBuilder("# TYPE m gauge\n# HELP m help\n");
            for (int i = 0; i < SERIES; i++) {
                body.append("m{n=\"%05d\"} %d%n".formatted(i, group * i));
                pushed.add(Metric.of(group * i, "instance", "", "job", "j" + group, "n", "%05d".formatted(i)));
            }
            assertThat(running.client.ask("PUT", "/metrics/job/j" + group, "", body.toString()).status())
                    .isEqualTo(200);
        }
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void aLargeFamilyIsOneMessage() {
        byte[] page = running.client.ask("GET", "/metrics", "Accept: " + PROTOBUF + "delimited\r\n", "").bytes();

        List<MetricFamily> families = ProtobufReader.read(page, ReaderLimits.DEFAULT).stream()
                .filter(family -> family.name().equals("m")).toList();
        assertThat(families).containsExactly(new MetricFamily("m", MetricType.GAUGE, "help", pushed));
    }

    @Test
    void aLargeFamilyIsOneLineOfText() {
        String page = running.client.ask("GET", "/metrics", "Accept: " + PROTOBUF + "compact-text\r\n", "").body();

        List<String> lines = page.lines().filter(line -> line.startsWith("name: \"m\"")).toList();
        assertThat(lines).singleElement().asString().startsWith("name: \"m\" help: \"help\" type: GAUGE metric { ")
                .satisfies(line -> assertThat(line.split("metric \\{", -1)).hasSize(GROUPS * SERIES + 1));
    }
}
