package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTextTest {
    private final DecimalText number = new DecimalText();

    static LongStream seeds() {
        return Seeds.first(10);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.000, 0", "00017, 17", "16.0, 16", "1762254257, 1.762254257e+09",
            "1.762254257E9, 1.762254257e+09",
            "100000, 100000", "1000000, 1e+06", "0.1, 0.1", ".5, 0.5", "5., 5", "0.00001, 1e-05", "-12.50, -12.5",
            "123e-2, 1.23", "0e5, 0", "999999.999999999, 999999.999999999"})
    void aNumberIsWrittenAsItIsPrinted(String sent, String printed) {
        assertThat(rewritten(sent)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "-", "+1", "-0", "-0.0", "1234567890123456", "0000000000000001", "NaN", "+Inf",
            "1e", "1e+",
            "1e5x", "1 5", "1e281", "0x1p3", "1_0", "1.2.3", "--1", "1e1.5", "\u00b9"})
    void whatIsNoUsualNumberIsNotTaken(String sent) {
        byte[] bytes = sent.getBytes(ISO_8859_1);

        assertThat(number.read(bytes, 0, bytes.length)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "12, true", "12.0, true", "1e3, true", "0.00, true", "120e-1, true", "12.5, false",
            "-1, false",
            "1e-1, false", "12e-2, false"})
    void aCountIsWholeAndNotNegative(String sent, boolean count) {
        byte[] bytes = sent.getBytes(ISO_8859_1);
        assertThat(number.read(bytes, 0, bytes.length)).isTrue();

        assertThat(number.isCount()).isEqualTo(count);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverIsTakenIsWrittenAsItsDoubleIs(long seed) {
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 50_000; i++) {
            String sent = randomNumber(random);
            byte[] bytes = sent.getBytes(ISO_8859_1);
            if (number.read(bytes, 0, bytes.length)) {
                taken++;
                assertThat(rewritten(sent)).as(sent).isEqualTo(Numbers.text(Numbers.read(bytes, 0, bytes.length)));
            }
        }
        assertThat(taken).isGreaterThan(30_000);
    }

    private static String randomNumber(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        text.append(digits(random));
        if (random.nextBoolean()) {
            text.append('.').append(digits(random));
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append("+- ".substring(random.nextInt(3)).charAt(0));
            text.append(random.nextInt(random.nextBoolean() ? 300 : 12));
        }
        return text.toString().replace(" ", "");
    }

    private static String digits(Random random) {
        String digits = Long.toString(random.nextLong() >>> (20 + random.nextInt(44)));
        return random.nextInt(4) == 0 ? digits + "000" : digits;
    }

    private String rewritten(String sent) {
        byte[] bytes = sent.getBytes(ISO_8859_1);
        byte[] target = new byte[3 + Numbers.MAX_BYTES];
        assertThat(number.read(bytes, 0, bytes.length)).as(sent).isTrue();
        return new String(target, 3, number.write(target, 3) - 3, ISO_8859_1);
    }
}
