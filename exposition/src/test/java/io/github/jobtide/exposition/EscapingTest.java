package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapingTest {
    /** Spelled so by Pushgateway 1.11.2, but for colons in labels, which it leaves alone. */
    @ParameterizedTest
    @CsvSource({"foo.bar, foo_bar, foo_dot_bar, U__foo_2e_bar", "a b, a_b, a__b, U__a_20_b",
            "a.b_c, a_b_c, a_dot_b__c, U__a_2e_b__c",
            "0a, _a, __a, U___30_a", "é, _, __, U___e9_", "a.1, a_1, a_dot_1, U__a_2e_1", "_., __, ___dot_, U_____2e_",
            "😀, _, __, U___1f600_", "a-😀, a__, a____, U__a_2d__1f600_", "ab:c.d, ab:c_d, ab:c_dot_d, U__ab:c_2e_d"})
    void metricNamesBeyondTheAlphabetAreSpelledWithinIt(String name, String underscores, String dots, String values) {
        assertThat(Escaping.UNDERSCORES.metric(name)).isEqualTo(underscores);
        assertThat(Escaping.DOTS.metric(name)).isEqualTo(dots);
        assertThat(Escaping.VALUES.metric(name)).isEqualTo(values);
        assertThat(Escaping.ALLOW_UTF_8.metric(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"a:b, a_b, a__b, U__a_3a_b", "a.b, a_b, a_dot_b, U__a_2e_b"})
    void aColonIsNotOfALabelsAlphabet(String name, String underscores, String dots, String values) {
        assertThat(Escaping.UNDERSCORES.label(name)).isEqualTo(underscores);
        assertThat(Escaping.DOTS.label(name)).isEqualTo(dots);
        assertThat(Escaping.VALUES.label(name)).isEqualTo(values);
        assertThat(Escaping.ALLOW_UTF_8.label(name)).isEqualTo(name);
    }

    @Test
    void classicNamesStayAsTheyAre() {
        for (Escaping escaping : Escaping.values()) {
            assertThat(escaping.metric("a:b_total")).isEqualTo("a:b_total");
            assertThat(escaping.metric("U__a_2e_b")).isEqualTo("U__a_2e_b");
            assertThat(escaping.label("code_1")).isEqualTo("code_1");
        }
    }

    @Test
    void aFamilyIsSpelledWithAllItsLabelsWhichAreSortedAnew() {
        MetricFamily family = new MetricFamily("m.x", MetricType.GAUGE, "h.h",
                List.of(Metric.of(1, "z.", "1", "zz", "2"), Metric.of(2, "a", "b.c")));

        FamilyView spelled = Escaping.VALUES.family(family);

        assertThat(List.of(spelled.name(), spelled.help())).containsExactly("U__m_2e_x", "h.h");
        assertThat(spelled.type()).isEqualTo(MetricType.GAUGE);
        assertThat(spelled.metrics()).containsExactly(Metric.of(1, "U__z_2e_", "1", "zz", "2"),
                Metric.of(2, "a", "b.c"));
        assertThat(Escaping.ALLOW_UTF_8.family(family)).isSameAs(family);
    }

    @Test
    void escapingsAreFoundByTheirWords() {
        assertThat(Escaping.named("allow-utf-8")).contains(Escaping.ALLOW_UTF_8);
        assertThat(Escaping.named("values")).contains(Escaping.VALUES);
        assertThat(Escaping.named("Values")).isEmpty();
        assertThat(Escaping.DOTS).hasToString("dots");
    }
}
