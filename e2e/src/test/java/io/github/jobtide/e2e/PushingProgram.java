package io.github.jobtide.e2e;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** A Java program that pushes as its last act, as client_java's documentation has it: by PUT. Arguments: address and job. */
final class PushingProgram {
    private PushingProgram() {}

    public static void main(String[] args) throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        Gauge.builder().name("client_only").help("Of the program alone.").register(registry).set(1);
        PushGateway.builder().address(args[0]).job(args[1]).registry(registry).build().push();
    }
}
