package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every command of README's console blocks, in order, and compares what it prints with what stands there. An ellipsis stands for
 * anything within a line, a line of nothing else for any lines. The gateway that they speak to listens on a free port instead of 9091.
 */
final class ReadmeTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern BLOCK = Pattern.compile("^```console\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");
    private static @Nullable ServerProcess gateway;

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCommandPrintsWhatTheReadmeSays() throws IOException {
        String readme = Files.readString(Workspace.root().resolve("README.md"));
        List<Step> steps = new ArrayList<>();
        BLOCK.matcher(readme).results().forEach(block -> steps.addAll(Step.ofBlock(block.group(1))));

        assertThat(steps).hasSizeGreaterThan(5);
        return steps.stream().map(step -> DynamicTest.dynamicTest(step.command, () -> check(step)));
    }

    private static void check(Step step) {
        String printed = step.command.equals("./jobtide serve") ? serve() : run(step.command);

        String usual = withUsualPort(printed);
        if (!step.pattern().matcher(usual).matches()) {
            assertThat(usual).isEqualTo(step.expected); // Shows both; an ellipsis is the only allowed difference.
        }
    }

    private static String serve() {
        gateway = JobtideGateway.start();
        return gateway.output().replace("127.0.0.1:" + gateway.port(), "127.0.0.1:9091");
    }

    private static String run(String command) {
        String addressed = gateway == null ? command : command.replace(":9091", ":" + gateway.port());
        String inRoot = "cd '" + Workspace.root() + "' && " + addressed;
        return Command.run(LIMIT, List.of("bash", "-c", inRoot)).output();
    }

    /** The demo takes another port if 9091 is not free. */
    private static String withUsualPort(String printed) {
        Matcher first = PORT.matcher(printed);
        return first.find() ? printed.replace(first.group(), "localhost:9091") : printed;
    }

    /** One command and what it should print. */
    private record Step(String command, String expected) {
        static List<Step> ofBlock(String block) {
            List<Step> steps = new ArrayList<>();
            for (String part : block.split("(?m)^\\$ ")) {
                int end = part.indexOf('\n');
                if (end > 0) {
                    steps.add(new Step(part.substring(0, end), part.substring(end + 1)));
                }
            }
            return steps;
        }

        Pattern pattern() {
            String regex = Stream.of(expected.split("(?<=\n)")).map(Step::line).reduce("", String::concat);
            return Pattern.compile(regex);
        }

        private static String line(String line) {
            if (line.equals("…\n")) {
                return "(?s:.*)";
            }
            return Stream.of(line.split("(?<=…)|(?=…)")).map(part -> part.equals("…") ? ".*" : Pattern.quote(part))
                    .reduce("", String::concat);
        }
    }
}
