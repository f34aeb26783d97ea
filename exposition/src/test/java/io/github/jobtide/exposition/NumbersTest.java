package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0,0", "-0.0,0", "1,1", "-1,-1", "42,42", "100000,100000", "999999,999999", "1000000,1e+06",
            "21000000,2.1e+07",
            "123456789,1.23456789e+08", "-123456789,-1.23456789e+08", "123456.789,123456.789",
            "1234567.5,1.2345675e+06", "0.1,0.1",
            "0.5,0.5", "-2.25,-2.25", "100000.5,100000.5", "0.0001,0.0001", "0.00012345,0.00012345", "0.00001,1e-05",
            "0.000012,1.2e-05",
            "1e10,1e+10", "1e15,1e+15", "1e16,1e+16", "9007199254740991,9.007199254740991e+15",
            "9007199254740992,9.007199254740992e+15", "1e21,1e+21", "1e22,1e+22", "1e23,1e+23", "2e23,2e+23",
            "1e100,1e+100",
            "1e-100,1e-100", "4.9e-324,5e-324", "1e-323,1e-323", "2.2250738585072014e-308,2.2250738585072014e-308",
            "1.7976931348623157e308,1.7976931348623157e+308", "1.8446744073709552e19,1.8446744073709552e+19", "0.3,0.3",
            "0.30000000000000004,0.30000000000000004", "1.7e9,1.7e+09", "1700000000.25,1.70000000025e+09",
            "2251799813685248.25,2.251799813685248e+15", "562949953421312.25,5.629499534213122e+14", "2.0E-3,0.002",
            "2.2E-322,2.2e-322"})
    void aNumberIsWrittenWithTheFewestDigitsThatReadBack(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void whatIsNoFiniteNumberHasAWord() {
        assertThat(Numbers.text(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.text(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
        assertThat(Numbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    }

    @Test
    void writingStartsAtTheOffsetAndSaysWhereItEnded() {
        byte[] target = "..........................................".getBytes(UTF_8);

        int end = Numbers.write(-0.00025, target, 3);

        assertThat(new String(target, UTF_8)).startsWith("...-0.00025....");
        assertThat(end).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "+1,1", "-1,-1", "00012,12", ".5,0.5", "5.,5", "-.5e1,-5", "1e3,1000", "1E+3,1000", "1e-3,0.001",
            "inf,Infinity",
            "+Inf,Infinity", "-INF,-Infinity", "Infinity,Infinity", "-infinity,-Infinity", "nan,NaN", "NaN,NaN",
            "1e-400,0", "-1e-400,-0.0",
            "0e99999999999,0", "1e-99999999999,0", "123456789012345678901234567890,1.2345678901234568e29",
            "0.000000000000000000000000000001,1e-30", "9007199254740993,9007199254740992", "1e22,1e22", "1e23,1e23",
            "1.7976931348623157e308,1.7976931348623157e308", "5e-324,4.9e-324", "2.4703282292062328e-324,4.9e-324"})
    void aNumberIsRead(String text, Double value) {
        assertThat((Double) read(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "-", ".", "e5", ".e5", "1e", "1e+", "1e-", "1 ", " 1", "1\r", "1d", "1f", "1D",
            "0x10", "0x1p-2", "1_000",
            "1e400", "-1e400", "1.8e308", "1e99999999999", "infinit", "in", "infx", "+nan", "-NaN", "nanx", "--1",
            "+-1", "1..2", "1.2.3",
            "1e5.5", "1e5e5", "\u0661", "NaN0", "e", "E5", "1,5", "true"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void whatIsWrittenReadsBackUnchanged() {
        Seeds.each(1_000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 1_000; i++) {
                double value = RandomNumbers.any(random);
                assertThat((Double) (read(Numbers.text(value)) + 0.0)).isEqualTo((Double) (value + 0.0));
            }
        });
    }

    @Test
    void anyDecimalIsReadAsTheJdkReadsIt() {
        Seeds.each(1_000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 300; i++) {
                String text = RandomNumbers.decimal(random);
                double expected = Double.parseDouble(text);
                if (Double.isInfinite(expected)) {
                    assertThatThrownBy(() -> read(text)).isInstanceOf(NumberFormatException.class);
                } else {
                    assertThat(read(text)).as(text).isEqualTo(expected);
                }
            }
        });
    }

    private static double read(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return Numbers.read(bytes, 1, bytes.length - 1);
    }
}
