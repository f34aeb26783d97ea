package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every command of README's console blocks, in order, with the gateway that they speak to on a free port instead of 9091. */
final class ReadmeTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");
    private static final Path HOME = Workspace.newFolder("readme");
    private static @Nullable ServerProcess gateway;

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCommandPrintsWhatTheReadmeSays() throws IOException {
        List<ConsoleStep> steps = ConsoleStep.ofPage(Files.readString(Workspace.root().resolve("README.md")));

        assertThat(steps).hasSizeGreaterThan(5);
        return steps.stream().map(step -> DynamicTest.dynamicTest(step.command(), () -> check(step)));
    }

    private static void check(ConsoleStep step) {
        String printed = step.command().equals("./jobtide serve") ? serve() : run(step.command());

        step.assertPrinted(withUsualPort(printed));
    }

    private static String serve() {
        gateway = JobtideGateway.start();
        return gateway.output().replace("127.0.0.1:" + gateway.port(), "127.0.0.1:9091");
    }

    private static String run(String command) {
        String addressed = gateway == null ? command : command.replace(":9091", ":" + gateway.port());
        String inRoot = "cd '" + Workspace.root() + "' && " + addressed;
        return Command.run(LIMIT, Map.of("XDG_STATE_HOME", HOME.toString()), List.of("bash", "-c", inRoot)).output();
    }

    /** The demo takes another port if 9091 is not free. */
    private static String withUsualPort(String printed) {
        Matcher first = PORT.matcher(printed);
        return first.find() ? printed.replace(first.group(), "localhost:9091") : printed;
    }
}
