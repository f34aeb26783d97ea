package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every command of the guide's console blocks, each page's in order and in a folder and home of its own, as its index says: with {@code jobtide}
 * on PATH and the gateway in the environment. That gateway is on a free port instead of 9091.
 */
final class GuideTest {
    private static final Path GUIDE = Workspace.root().resolve("docs/guide");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    private static ServerProcess gateway;
    private static Path programs;

    @BeforeAll
    static void start() throws IOException {
        gateway = JobtideGateway.start();
        programs = Workspace.newFolder("programs");
        Files.createSymbolicLink(programs.resolve("jobtide"), Workspace.root().resolve("jobtide"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyCommandPrintsWhatThePageSays() throws IOException {
        List<DynamicContainer> pages = pages().stream().map(GuideTest::commands).toList();

        assertThat(pages).hasSizeGreaterThan(10);
        return pages.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsToAFile() throws IOException {
        return pages().stream().map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> {
            List<String> links = LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)).toList();

            assertThat(links).allMatch(link -> Files.exists(page.resolveSibling(link)));
        }));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.sorted().toList();
        }
    }

    private static DynamicContainer commands(Path page) {
        String name = page.getFileName().toString();
        Path home = Workspace.newFolder("guide-" + name);
        return DynamicContainer.dynamicContainer(name, ConsoleStep.ofPage(text(page)).stream()
                .map(step -> DynamicTest.dynamicTest(step.command(), () -> step.assertPrinted(run(step, home)))));
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + page, e);
        }
    }

    private static String run(ConsoleStep step, Path home) {
        String own = "localhost:" + gateway.port();
        Map<String, String> environment = new TreeMap<>(Map.of("HOME", home.toString(), "XDG_STATE_HOME",
                home.resolve("state").toString(), "JOBTIDE_GATEWAY", "http://" + own, "EXAMPLES",
                Workspace.root().resolve("examples").toString(), "LC_ALL", "C.UTF-8"));
        environment.put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
        String command = "cd '" + home + "' && " + step.command().replace("localhost:9091", own);
        return Command.run(LIMIT, environment, List.of("bash", "-c", command)).output().replace(own, "localhost:9091");
    }
}
