package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same vectors against Jobtide and real Pushgateways: what a Pushgateway answers is known to be right about the vectors, and
 * Jobtide has to answer the same, except where a vector names a {@link Difference}.
 */
final class ConformanceTest {
    private static final List<VectorFile> FILES = Stream
            .of("urls", "routes", "push", "consistency", "text", "protobuf", "openmetrics", "bodies", "output", "api",
                    "management", "sites", "admin", "prefix", "telemetry", "unchecked", "utf8")
            .map(VectorFile::read).toList();

    @TestFactory
    Stream<DynamicNode> vectors() {
        return Target.chosen().stream()
                .map(target -> DynamicContainer.dynamicContainer(target.toString(), vectors(target)));
    }

    /** Files with the same flags share a gateway, started when the first of them needs it. */
    private static Stream<DynamicNode> vectors(Target target) {
        Map<List<String>, SharedGateway> gateways = new HashMap<>();
        return FILES.stream().filter(file -> !file.without().contains(target)).<DynamicNode>map(file -> {
            SharedGateway gateway = gateways.computeIfAbsent(file.flags(),
                    flags -> new SharedGateway(target, file.prefix(), flags.toArray(String[]::new)));
            return DynamicContainer.dynamicContainer(file.name(), tests(file, target, gateway));
        }).onClose(() -> gateways.values().forEach(SharedGateway::close));
    }

    private static Stream<DynamicTest> tests(VectorFile file, Target target, SharedGateway gateway) {
        return file.vectors().stream()
                .map(vector -> DynamicTest.dynamicTest(target + " " + file.name() + ": " + vector.title(),
                        () -> run(vector, target, gateway, file.prefix())));
    }

    private static void run(Vector vector, Target target, SharedGateway gateway, String prefix) {
        // Nothing that a vector sends may spoil Jobtide for the next, so it goes on with the same process.
        boolean fresh = vector.fresh() && !target.isJobtide();
        ServerProcess server = fresh ? gateway.fresh() : gateway.empty();
        List<String> faults = new VectorRun(target, server, prefix).faults(vector);
        if (fresh) {
            gateway.close();
        }
        if (target == Target.PUSHGATEWAY_NEWEST) {
            faults = Pushgateway.judgedAsDescribed(faults);
        }
        assertThat(faults).as("%s against %s", vector.place(), target).isEmpty();
    }
}
