package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Severity;
import io.github.jobtide.store.GroupKey;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushLintTest {
    private static final GroupKey KEY = key("a");
    private static final byte[] BODY = {};

    private final LatestFindings latest = new LatestFindings(10_000);

    private static GroupKey key(String job) {
        return GroupKey.of(Labels.of("job", job));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "stack", "stream"})
    void aFailureIsCountedAndLoggedOnceAndThePushGoesOn(String how) {
        var lint = new PushLint(LintMode.ENFORCE, (_, _) -> fail(how), latest);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                LintNote note = lint.text(KEY, BODY);
                assertThat(note).isEqualTo(LintNote.FAILED);
                assertThat(lint.refuses(note)).isFalse();
                lint.stored(KEY, note);
            }

            assertThat(log.text().split("lint failed at a push, which is taken all the same", -1)).hasSize(2);
        }
        assertThat(pushes(lint, "failed")).isEqualTo(3);
        assertThat(LintWords.header(LintNote.FAILED))
                .isEqualTo("not looked at: the linter failed, and the gateway's log says why");
    }

    private static LintResult fail(String how) throws IOException {
        switch (how) {
            case "exception" -> throw new IllegalStateException("made to fail");
            case "stack" -> throw new StackOverflowError();
            default -> throw new IOException("made to fail");
        }
    }

    private static double pushes(PushLint lint, String result) {
        MetricFamily family = lint.metrics().get(1);
        return family.metrics().stream().filter(metric -> metric.labels().value("result").orElse("").equals(result))
                .mapToDouble(
                        metric -> ((Reading.Scalar) metric.reading()).value())
                .sum();
    }

    @Test
    void whatDoesNotFitIsForgottenTheOldestFirst() {
        for (int i = 0; i < 100; i++) {
            latest.put(key("j" + i), note("x".repeat(100)));
        }

        assertThat(latest.of(key("j0"))).isEmpty();
        assertThat(latest.of(key("j80"))).isEmpty();
        assertThat(latest.of(key("j99"))).isPresent();
        assertThat(latest.of(key("j95"))).isPresent();
    }

    @Test
    void theSameGroupAgainTakesNoMoreRoom() {
        latest.put(key("first"), note("x"));
        for (int i = 0; i < 100; i++) {
            latest.put(key("second"), note("y".repeat(i)));
        }

        assertThat(latest.of(key("first"))).isPresent();
    }

    private static LintNote note(String reason) {
        var counts = new TreeMap<String, Long>();
        counts.put("JT101", 1L);
        return LintNote.of(new LintResult(List.of(new Finding("JT101", Severity.WARNING, 1, 0, "m", reason, "")),
                counts, Severity.WARNING), true);
    }

    @Test
    void longTextsAreCutBetweenLetters() {
        LintNote note = note("\ud83d\ude00".repeat(400));

        String reason = note.findings().get(0).reason();
        assertThat(reason).hasSize(301).endsWith("\ud83d\ude00…");
    }
}
