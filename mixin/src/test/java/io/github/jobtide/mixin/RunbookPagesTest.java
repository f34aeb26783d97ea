package io.github.jobtide.mixin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RunbookPagesTest {
    private static final Path PAGES = Path.of("../docs/runbooks");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    /** {@code -Djobtide.write-runbooks=true} writes the pages anew. */
    @Test
    void thePagesAreThoseOfTheListOfAlerts() throws IOException {
        if (Boolean.getBoolean("jobtide.write-runbooks")) {
            RunbookPages.pages().writeTo(PAGES);
        }
        var found = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        assertThat(found).isEqualTo(RunbookPages.pages().texts());
    }

    @Test
    void everyAlertLeadsToAPageThatIsThere() {
        Inventory inventory = Inventory.parse("jobs.yml", """
                jobs:
                  - job: a
                    every: 1h
                    thresholds: [{metric: m, below: 1}]
                    ratios: [{good: g, all: n, below: 0.5}]
                """);
        var settings = new Settings(PrometheusVersion.USUAL, 1, true, "jobtide-gateway", Optional.empty(),
                Optional.empty(), "rules");
        var links = new TreeSet<String>();
        Pattern address = Pattern.compile("runbook_url: (\\S+)");
        new Mixin(settings, inventory).rules(Mixin.Form.FILES).texts().values().forEach(
                text -> address.matcher(text).results().forEach(match -> links.add(match.group(1))));

        assertThat(links).hasSizeGreaterThan(27).allSatisfy(link -> {
            assertThat(link).startsWith(Settings.OWN_RUNBOOKS);
            assertThat(PAGES.resolve(link.substring(Settings.OWN_RUNBOOKS.length()))).exists();
        });
    }

    @Test
    void everyLinkOfAPageIsFound() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file : files.toList()) {
                LINK.matcher(Files.readString(file)).results()
                        .forEach(match -> assertThat(PAGES.resolve(match.group(1))).exists());
            }
        }
    }
}
