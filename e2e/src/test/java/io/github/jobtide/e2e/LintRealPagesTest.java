package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real programs serve has no error in it, in either format; what is found apart from that is told, by rule. */
final class LintRealPagesTest {
    private static final Path TOLD = Workspace.root().resolve("e2e/target/lint-real-pages.txt");
    private static final String OPENMETRICS = "application/openmetrics-text";
    private static final List<String> LINES = new ArrayList<>();

    static Stream<ServedPage.Source> sources() {
        return ServedPage.sources().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void noErrorIsFound(ServedPage.Source source) throws Exception {
        try (ServedPage page = source.start().get()) {
            List<String> errors = new ArrayList<>(errors(source, page, "scrape"));
            boolean offered = offersOpenMetrics(page);
            if (offered) {
                errors.addAll(errors(source, page, "openmetrics"));
            }

            assertThat(errors).isEmpty();
            assertThat(offered || !source.isLibrary()).isTrue();
        }
    }

    private static boolean offersOpenMetrics(ServedPage page) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(page.uri()).header("Accept", OPENMETRICS + ";version=1.0.0")
                    .build();
            return client.send(request, BodyHandlers.discarding()).headers().firstValue("Content-Type").orElse("")
                    .startsWith(OPENMETRICS);
        }
    }

    /** The program's own verdict, and the lines of the page that it is about. */
    private static List<String> errors(ServedPage.Source source, ServedPage page, String profile) {
        LintRun.Result result = new LintRun().run("--profile=" + profile, "--output=json", page.uri().toString());
        assertThat(result.err()).isEmpty();
        Map<String, Object> inputs = Json.object(Json.read(result.out()));
        Map<String, Object> input = Json.object(Json.list(member(inputs, "inputs")).getFirst());
        List<Map<String, Object>> findings = Json.list(member(input, "findings")).stream().map(Json::object).toList();
        tell(source + ", " + profile, Json.object(member(input, "counts")), findings);
        List<String> errors = findings.stream().filter(finding -> member(finding, "severity").equals("error"))
                .map(finding -> profile + " " + finding).collect(Collectors.toCollection(ArrayList::new));
        if (result.status() != 0 && errors.isEmpty()) {
            errors.add(profile + " ended with " + result.status());
        }
        return errors;
    }

    private static Object member(Map<String, Object> object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    private static void tell(String what, Map<String, Object> counts, List<Map<String, Object>> findings) {
        Map<String, TreeSet<String>> severities = new TreeMap<>();
        findings.forEach(
                finding -> severities.computeIfAbsent(member(finding, "rule").toString(), rule -> new TreeSet<>())
                        .add(member(finding, "severity").toString()));
        LINES.add(what + ": " + counts.entrySet().stream()
                .map(count -> count.getKey() + " "
                        + String.join("/", severities.getOrDefault(count.getKey(), new TreeSet<>())) + " "
                        + count.getValue())
                .collect(Collectors.joining(", ")));
    }

    @AfterAll
    static void keepWhatWasTold() throws IOException {
        System.out.println(String.join("\n", LINES));
        Files.write(TOLD, LINES);
    }
}
