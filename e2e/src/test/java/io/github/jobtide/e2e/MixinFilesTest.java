package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is generated, held against promtool and amtool: today's and Debian 12's. */
@TestInstance(Lifecycle.PER_CLASS)
final class MixinFilesTest {
    private static final List<String> GATEWAY = List.of("--gateway", "http://127.0.0.1:9091", "--provisioning");
    private static final List<String> PROMTOOLS = List.of(Prometheus.NEWEST, Prometheus.DEBIAN_12);
    private static final List<String> AMTOOLS = List.of("alertmanager-newest", "alertmanager-0.25");

    /** Inventories of three sizes. */
    enum Size {
        EMPTY, SMALL, LARGE;

        MixinFolder make() {
            List<String> words = new ArrayList<>(GATEWAY);
            if (this != EMPTY) {
                words.addAll(List.of("--inventory",
                        (this == SMALL ? MixinFolder.SMALL : MixinFolder.large()).toString()));
            }
            if (this == SMALL) {
                words.add("--watchdog");
            }
            return MixinFolder.make(words.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theToolsOfPrometheusAndAlertmanagerAccept(Size size) {
        MixinFolder folder = size.make();

        for (String peer : PROMTOOLS) {
            Path promtool = Workspace.peer(peer, "promtool");
            accepted(folder.run(promtool, List.of("check", "config"), List.of("prometheus.yml")));
            accepted(folder.run(promtool, List.of("check", "rules"), folder.files(".*rules.*\\.yml")));
        }
        for (String peer : AMTOOLS) {
            accepted(folder.run(Workspace.peer(peer, "amtool"), List.of("check-config"),
                    folder.files(".*alertmanager.*\\.yml")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyUnitTestPasses(Size size) {
        MixinFolder folder = size.make();
        // What a thousand jobs add is tried by one of the two, because it takes its time.
        List<String> all = folder.files(".*test.*\\.yml");
        List<String> peers = size == Size.SMALL ? PROMTOOLS : List.of(Prometheus.NEWEST);

        for (String peer : peers) {
            Command.Result result = folder.run(Workspace.peer(peer, "promtool"), List.of("test", "rules"),
                    size == Size.LARGE
                            ? all.stream().filter(name -> name.contains("inventory") || name.contains("metric"))
                                    .toList()
                            : all);
            accepted(result);
        }
    }

    @Test
    void everyFileIsMadeTheSameEachTimeAndSaysHow() throws IOException {
        MixinFolder one = Size.SMALL.make();
        MixinFolder other = Size.SMALL.make();

        for (Path file : files(one.path())) {
            Path relative = one.path().relativize(file);
            assertThat(other.path().resolve(relative)).hasSameTextualContentAs(file);
            assertThat(Files.readString(file)).contains("Made by: jobtide mixin --gateway");
        }
    }

    @Test
    void everyExpressionOfEveryDashboardIsAcceptedByPromtool() throws IOException {
        MixinFolder folder = Size.SMALL.make();
        var expressions = new TreeSet<String>();
        for (Path file : files(folder.path().resolve("dashboards"))) {
            expressions.addAll(MixinDashboard.read(file).expressions());
        }
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
        int number = 0;
        for (String expression : expressions) {
            rules.append("      - {record: dashboard:").append(number++).append(", expr: '")
                    .append(MixinDashboard.filled(expression, ".*", "1m").replace("'", "''")).append("'}\n");
        }
        Files.writeString(folder.path().resolve("dashboards.yml"), rules);

        for (String peer : PROMTOOLS) {
            accepted(
                    folder.run(Workspace.peer(peer, "promtool"), List.of("check", "rules"), List.of("dashboards.yml")));
        }
        assertThat(expressions).hasSizeGreaterThan(60);
    }

    @Test
    void noRateIsTakenOfAGaugeThatWasPushed() throws IOException {
        MixinFolder folder = Size.SMALL.make();
        Pattern rate = Pattern.compile("(?:rate|irate|increase|delta|deriv)\\((\\w+)");
        var taken = new TreeSet<String>();
        for (Path file : files(folder.path())) {
            rate.matcher(Files.readString(file)).results().forEach(match -> taken.add(match.group(1)));
        }

        assertThat(taken).isNotEmpty().allMatch(name -> name.endsWith("_total") || name.endsWith("_bucket"));
    }

    @Test
    void aCheckTellsWhatIsOutOfDate() throws IOException {
        MixinFolder folder = MixinFolder.make("--inventory", MixinFolder.SMALL.toString());
        String[] check = {"mixin", "--inventory", MixinFolder.SMALL.toString(), "--check", folder.path().toString()};
        assertThat(Jobtide.run(check).status()).isZero();

        Files.writeString(folder.path().resolve("jobtide-rules.yml"), "# changed\n");
        Files.delete(folder.path().resolve("dashboards/jobtide-job.json"));
        Files.copy(folder.path().resolve("jobtide-metric-rules.yml"), folder.path().resolve("jobtide-old-rules.yml"));

        assertThat(Jobtide.run(check)).isEqualTo(new Command.Result(1, """
                dashboards/jobtide-job.json is missing
                jobtide-rules.yml is out of date
                jobtide-old-rules.yml is not made any more; remove it
                """));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void accepted(Command.Result result) {
        assertThat(result.status()).as("%s", result).isZero();
    }

}
