package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    /** The newest version that the vectors describe; a newer one prints its differences and fails nothing. */
    private static final String DESCRIBED = "1.11.2";

    @TestFactory
    Stream<DynamicNode> urls() {
        return against("urls");
    }

    @TestFactory
    Stream<DynamicNode> routes() {
        return against("routes");
    }

    @TestFactory
    Stream<DynamicNode> text() {
        return against("text");
    }

    @TestFactory
    Stream<DynamicNode> push() {
        return against("push");
    }

    @TestFactory
    Stream<DynamicNode> consistency() {
        return against("consistency");
    }

    @TestFactory
    Stream<DynamicNode> protobuf() {
        return against("protobuf");
    }

    @TestFactory
    Stream<DynamicNode> bodies() {
        return against("bodies");
    }

    @TestFactory
    Stream<DynamicNode> output() {
        return against("output");
    }

    @TestFactory
    Stream<DynamicNode> api() {
        return against("api");
    }

    @TestFactory
    Stream<DynamicNode> management() {
        return against("management");
    }

    @TestFactory
    Stream<DynamicNode> admin() {
        return against("admin");
    }

    @TestFactory
    Stream<DynamicNode> prefix() {
        return against("prefix");
    }

    @TestFactory
    Stream<DynamicNode> telemetry() {
        return against("telemetry");
    }

    @TestFactory
    Stream<DynamicNode> unchecked() {
        return against("unchecked");
    }

    private static Stream<DynamicNode> against(String name) {
        VectorFile file = VectorFile.read(name);
        return Target.chosen().stream()
                .map(target -> DynamicContainer.dynamicContainer(target.toString(), tests(file, target)));
    }

    private static Stream<DynamicTest> tests(VectorFile file, Target target) {
        SharedGateway gateway = new SharedGateway(target, file.prefix(), file.flags().toArray(String[]::new));
        return file.vectors().stream().filter(vector -> !target.isJobtide() || vector.later().isEmpty())
                .map(vector -> DynamicTest.dynamicTest(vector.title(),
                        () -> run(vector, target, gateway, file.prefix())))
                .onClose(gateway::close);
    }

    private static void run(Vector vector, Target target, SharedGateway gateway, String prefix) {
        ServerProcess server = vector.fresh() ? gateway.fresh() : gateway.empty();
        List<String> faults = new VectorRun(target, server, prefix).faults(vector);
        if (vector.fresh()) {
            gateway.close();
        }
        if (target == Target.PUSHGATEWAY_NEWEST && !Workspace.peerVersion(Pushgateway.NEWEST).startsWith(DESCRIBED)) {
            faults.forEach(fault -> System.out
                    .println("Pushgateway " + Workspace.peerVersion(Pushgateway.NEWEST) + " differs: " + fault));
        } else {
            assertThat(faults).as("%s against %s", vector.place(), target).isEmpty();
        }
    }
}
