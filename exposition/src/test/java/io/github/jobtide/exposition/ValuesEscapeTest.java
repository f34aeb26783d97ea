package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesEscapeTest {
    /** As Pushgateway 1.11.2 undoes them. */
    @ParameterizedTest
    @CsvSource({"U__foo_2e_bar, foo.bar", "U__a_2E_c, a.c", "U__a__b, a_b", "U___1f600_, 😀", "U___5f__5f_y, __y",
            "U___55_____foo__2e__bar, U__foo_2e_bar", "U__job, job", "U__a.b_2f_, a.b/", "U__, ''", "U___0_, '\0'"})
    void anEscapedNameIsUndone(String escaped, String meant) {
        assertThat(ValuesEscape.undone(escaped)).isEqualTo(meant);
        assertThat(ValuesEscape.isEscaped(escaped)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.bar", "U_a", "u__a", "U__in_xxx_valid", "U__a_", "U__a_2e", "U___01f600_",
            "U___10ffff_", "U__a_d800_",
            "U___-1_", "U___٣_", ""})
    void whatIsNotRightlyEscapedStaysAsItIs(String name) {
        assertThat(ValuesEscape.undone(name)).isEqualTo(name);
        assertThat(ValuesEscape.isEscaped(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.bar", "U__foo_2e_bar", "__y", "a/b", "0", "a\nb\0", "é日本語😀", "\udbff\udfff.", "_", "",
            "%@=", "a:b"})
    void everyNameCanBeEscapedForAUrlAndIsMeantAgain(String name) {
        assertThat(ValuesEscape.undone(ValuesEscape.of(name))).isEqualTo(name);
        assertThat(ValuesEscape.of(name)).matches("U__(\\w|[\\x{100000}-\\x{10ffff}])*");
    }
}
