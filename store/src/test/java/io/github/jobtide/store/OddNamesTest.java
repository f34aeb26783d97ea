package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.histogram;
import static io.github.jobtide.store.StoreDriver.key;
import static io.github.jobtide.store.StoreDriver.summary;
import static io.github.jobtide.store.StoreDriver.untyped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names beyond the classic alphabet, where they are taken: how they are shown, and what they clash with. */
final class OddNamesTest {
    private static final GroupKey A = key("job", "a");
    private static final GroupKey B = key("job", "b");
    private static final Outcome STORED = new Outcome.Stored();

    private final ScriptedEngine engine = new ScriptedEngine();
    private StoreDriver store = StoreDriver.open(engine, NameRule.UTF_8);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aPageShowsThemAsEachEscapingWantsThem() {
        store.at(5);
        assertThat(store.put(key("job", "a", "g.x", "1"), new MetricFamily("m.x", MetricType.GAUGE, "Help.",
                List.of(Metric.of(1, "a.b", "c", "a_c", "d"))), histogram("h é", new double[]{1}, 3)))
                .isEqualTo(STORED);
        assertThat(store.put(B, gauge("n", 2))).isEqualTo(STORED);

        assertThat(store.page()).isEqualTo("""
                # TYPE "h é" histogram
                {"h é_bucket","g.x"="1",instance="",job="a",le="1"} 1
                {"h é_bucket","g.x"="1",instance="",job="a",le="+Inf"} 2
                {"h é_sum","g.x"="1",instance="",job="a"} 3
                {"h é_count","g.x"="1",instance="",job="a"} 2
                # HELP "m.x" Help.
                # TYPE "m.x" gauge
                {"m.x","a.b"="c",a_c="d","g.x"="1",instance="",job="a"} 1
                # TYPE n gauge
                n{instance="",job="b"} 2
                """ + times("\"g.x\"=\"1\","));
        assertThat(store.page(Escaping.UNDERSCORES)).isEqualTo("""
                # TYPE h__ histogram
                h___bucket{g_x="1",instance="",job="a",le="1"} 1
                h___bucket{g_x="1",instance="",job="a",le="+Inf"} 2
                h___sum{g_x="1",instance="",job="a"} 3
                h___count{g_x="1",instance="",job="a"} 2
                # HELP m_x Help.
                # TYPE m_x gauge
                m_x{a_b="c",a_c="d",g_x="1",instance="",job="a"} 1
                # TYPE n gauge
                n{instance="",job="b"} 2
                """ + times("g_x=\"1\","));
        assertThat(store.page(Escaping.DOTS)).contains("\nm_dot_x{a_dot_b=\"c\",a_c=\"d\",g_dot_x=\"1\",instance")
                .endsWith(times("g_dot_x=\"1\","));
        assertThat(store.page(Escaping.VALUES))
                .contains("\nU__m_2e_x{U__a_2e_b=\"c\",a_c=\"d\",U__g_2e_x=\"1\",instance=\"\",job=\"a\"} 1\n")
                .endsWith(times("U__g_2e_x=\"1\","));
    }

    private static String times(String label) {
        return """
                # HELP push_failure_time_seconds %2$s
                # TYPE push_failure_time_seconds gauge
                push_failure_time_seconds{instance="",job="b"} 0
                push_failure_time_seconds{%1$sinstance="",job="a"} 0
                # HELP push_time_seconds %3$s
                # TYPE push_time_seconds gauge
                push_time_seconds{instance="",job="b"} 5
                push_time_seconds{%1$sinstance="",job="a"} 5
                """.formatted(label, PushTimes.help(PushTimes.FAILURE), PushTimes.help(PushTimes.PUSH));
    }

    @Test
    void familiesStandInTheOrderOfTheirNamesBytes() {
        assertThat(store.put(A, gauge("\uffff", 1), gauge("\ud83d\ude80r", 2), gauge("z", 3))).isEqualTo(STORED);

        assertThat(store.samples()).extracting(line -> line.substring(line.length() - 1)).containsExactly("3", "1",
                "2");
        assertThat(store.snapshot().group(A).orElseThrow().families()).extracting(StoredFamily::name)
                .endsWith("z", "\uffff", "\ud83d\ude80r");
        assertThat(store.snapshot().pushed("\uffff", Escaping.DOTS)).isPresent();
        assertThat(store.snapshot().pushed("\ud83d\ude80r", Escaping.DOTS)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"a.b,a_b,underscores", "a_b,a.b,underscores", "a.b,a-b,underscores", "a.b,a_dot_b,dots",
            "a_dot_b,a.b,dots",
            "a.b,U__a_2e_b,values", "U__a_2e_b,a.b,values", "a-b,a_b,underscores", "a-b,a__b,dots",
            "gateway_requests.total,gateway_requests_total,underscores"})
    void twoNamesOfOneSpellingCannotBothBeThere(String first, String second, String escaping) {
        assertThat(store.put(A, counter("a"))).isEqualTo(STORED);
        if (!second.startsWith("gateway_")) {
            assertThat(store.put(A, counter(first))).isEqualTo(STORED);
        }
        String odd = second.startsWith("gateway_") ? first : second;

        assertThat(refused(store.put(B, counter(odd)))).contains("under the escaping " + escaping);
        assertThat(refused(store.post(A, counter(odd)))).contains("under the escaping " + escaping);

        if (!second.startsWith("gateway_")) {
            assertThat(store.put(A, counter(second))).as("in its place").isEqualTo(STORED);
            assertThat(store.put(B, counter(second))).isEqualTo(STORED);
            assertThat(refused(store.post(B, counter(first)))).contains("under the escaping " + escaping);
        }
    }

    private static MetricFamily counter(String name) {
        return new MetricFamily(name, MetricType.COUNTER, "", List.of(Metric.of(1)));
    }

    @Test
    void namesThatMerelyLookAlikeAreTaken() {
        assertThat(store.put(A, untyped("a.b", 1), untyped("a.c", 1), untyped("a..b", 1), untyped("ab", 1),
                untyped("A.B", 1))).isEqualTo(STORED);
    }

    @Test
    void whatASummaryPrintsUnderAnEscapingIsTaken() {
        store.put(A, summary("s.x", 1, 1));

        refused(store.put(B, untyped("s.x_count", 1)));
        refused(store.put(B, untyped("s_x_count", 1)));
        refused(store.put(B, untyped("s_dot_x_count", 1)));
        refused(store.put(B, untyped("U__s_2e_x_sum", 1)));
        assertThat(store.put(B, untyped("s.x_bucket", 1), untyped("s_dot_x__count", 1))).isEqualTo(STORED);
        refused(store.put(key("job", "c"), histogram("s_x", new double[]{1}, 1)));
    }

    @Test
    void aSummaryWhosePrintedNameIsAnOddOnesSpellingIsRefused() {
        store.put(A, untyped("s.count", 1));

        assertThat(refused(store.put(B, summary("s", 1, 1))))
                .contains("\"s\" collides with \"s.count\": both print s_count");
    }

    @Test
    void thePushTimesAreTakenUnderEveryEscaping() {
        refused(store.put(A, gauge("push.time.seconds", 1)));
        refused(store.put(A, gauge("push_failure_time.seconds", 1)));
    }

    @ParameterizedTest
    @CsvSource({"a.b,a_b", "a.b,a_dot_b", "a.b,U__a_2e_b", "a-b,a__b", "a-b,a.b"})
    void twoLabelsOfOneSpellingCannotBeInOneSeries(String one, String other) {
        refused(store.put(A, gauge("m", 1, one, "x", other, "y")));
        refused(store.put(key("job", "a", one, "x"), gauge("m", 1, other, "y")));
        refused(store.put(key("job", "a", other, "x"), gauge("m", 1, one, "y")));
        store.delete(key("job", "a", one, "x"));
        store.delete(key("job", "a", other, "x"));
        store.delete(A);
        String before = store.page();

        assertThat(refused(store.put(key("job", "a", one, "x", other, "y")))).contains("like another");

        assertThat(store.page()).as("without a trace").isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..name..", "-_name_-", "é.name__"})
    void noLabelCanBeSpelledAsTheMetricsName(String label) {
        refused(store.put(A, gauge("m", 1, label, "x")));
        assertThat(refused(store.put(key("job", "x", label, "x")))).contains("like the metric's name");
    }

    @ParameterizedTest
    @CsvSource({"a.b,a_b", "a.b,a_dot_b", "a.b,U__a_2e_b", "a-b,a__b", "a-b,a.b"})
    void twoSeriesOfOneSpellingCannotBothBeThere(String one, String other) {
        MetricFamily both = new MetricFamily("m", MetricType.GAUGE, "",
                List.of(Metric.of(1, one, "x"), Metric.of(2, other, "x")));
        refused(store.put(A, both));

        assertThat(store.put(key("job", "a", one, "x"), gauge("m", 1))).isEqualTo(STORED);
        assertThat(refused(store.put(A, gauge("m", 1, other, "x")))).contains("was collected before",
                "under the escaping");
        assertThat(store.put(A, gauge("m", 1, other, "y"))).isEqualTo(STORED);
        assertThat(store.put(A, gauge("n", 1, other, "x"))).isEqualTo(STORED);
    }

    @ParameterizedTest
    @CsvSource({"a.b,a_b", "a_b,a.b", "a.b,a_dot_b", "U__a_2e_b,a.b", "a-b,a.b"})
    void twoGroupsWhosePushTimesHaveOneSpellingCannotBothBeThere(String one, String other) {
        store.put(key("job", "a", one, "x"));
        String before = store.page();

        assertThat(refused(store.put(key("job", "a", other, "x")))).contains("would export the same push times");
        refused(store.put(key("job", "a", other, "x", "instance", "")));

        assertThat(store.page()).as("without a trace").isEqualTo(before);
        assertThat(store.put(key("job", "a", other, "y"))).isEqualTo(STORED);
        assertThat(store.put(key("job", "a", other, "x", "instance", "i"))).isEqualTo(STORED);
        store.delete(key("job", "a", one, "x"));
        assertThat(store.put(key("job", "a", other, "x"))).isEqualTo(STORED);
    }

    @Test
    void someNamesAreNoneEvenSo() {
        refused(store.put(A, gauge("", 1)));
        refused(store.put(A, gauge("a\0b", 1)));
        refused(store.put(A, gauge("m", 1, "", "x")));
        refused(store.put(A, gauge("m", 1, "a\0b", "x")));
        refused(store.put(A, gauge("m", 1, "__a", "x")));
        refused(store.put(A, gauge("m", 1, "__é", "x")));
        assertThat(store.put(A, gauge("a\nb\"\\ {}", 1, "a\rb", "x"))).isEqualTo(STORED);
    }

    /** Sooner or later somebody takes the flag away again; what was answered 200 stays. */
    @Test
    void whatIsStoredIsShownByAStoreThatTakesNoMoreOfIt() {
        store.put(key("job", "a", "g.x", "1"), gauge("m.x", 1, "a.b", "c"));
        store.put(B, gauge("m.x", 2));
        String page = store.page();
        String spelled = store.page(Escaping.UNDERSCORES);

        reopen(NameRule.CLASSIC);

        assertThat(store.page()).isEqualTo(page);
        assertThat(store.page(Escaping.UNDERSCORES)).isEqualTo(spelled);
        assertThat(refused(store.put(B, gauge("m.x", 3)))).contains("\"m.x\" is not a valid metric name");
        assertThat(refused(store.put(B, gauge("m_x", 3)))).contains("under the escaping underscores");
        assertThat(store.delete(key("job", "a", "g.x", "1"))).isEqualTo(STORED);
        assertThat(store.put(B, gauge("n", 3))).isEqualTo(STORED);
        assertThat(store.put(A, gauge("m_x", 3))).isEqualTo(STORED);
    }

    @Test
    void whenTheLastOddNameIsGoneNothingIsLeftInTheWay() {
        store.put(key("job", "a", "g.x", "1"), gauge("m.x", 1, "a.b", "c"));
        store.wipe();

        assertThat(store.put(A, gauge("m_x", 1, "a_b", "c"), gauge("m_dot_x", 1))).isEqualTo(STORED);
        assertThat(store.put(key("job", "a", "g_x", "1"))).isEqualTo(STORED);
        assertThat(store.page(Escaping.VALUES)).isEqualTo(store.page());
    }

    /** Whoever makes up a new name for each run must not fill the memory. */
    @Test
    void namesThatAreGoneAreForgotten() {
        SpelledNames names = new SpelledNames();
        SpelledKeys keys = new SpelledKeys();
        GroupKey key = key("job", "a", "g.x", "1");
        names.add("a.b");
        names.add("a-b");
        keys.add(key);

        names.remove("a.b");
        assertThat(names.of(Escaping.UNDERSCORES, "a_b")).containsExactly("a-b");
        names.remove("a-b");
        keys.remove(key);

        assertThat(names).usingRecursiveComparison().isEqualTo(new SpelledNames());
        assertThat(keys).usingRecursiveComparison().isEqualTo(new SpelledKeys());
    }

    private void reopen(NameRule names) {
        store.close();
        store = StoreDriver.open(engine, names);
    }

    private static String refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).message();
    }
}
