package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names beyond the classic alphabet in text, where they are asked for, and in protobuf, which always has them. */
class Utf8NamesTest {
    private static final int SEEDS = 500;
    private static final List<String> ODD = List.of(".", " ", "é", "日本", "\ud83d\ude80", "\n", "\"", "\\", "\0", "\r",
            "{", "}", ",",
            "=", "#", ":", "_count", "U__");

    @Test
    void quotedNamesAreTakenWhereverTheyMayStand() {
        List<MetricFamily> families = read("""
                # HELP "m.x" some help
                # TYPE "m.x" counter
                {"m.x","a.b"="c"} 1
                "m.x"{d="e"} 2
                {d="f","m.x"} 3
                "m\\n\\"\\\\" 4
                m{"0"="x"} 5
                """);

        assertThat(families).containsExactly(
                new MetricFamily("m.x", MetricType.COUNTER, "some help",
                        List.of(Metric.of(1, "a.b", "c"), Metric.of(2, "d", "e"), Metric.of(3, "d", "f"))),
                new MetricFamily("m\n\"\\", MetricType.UNTYPED, "", List.of(Metric.of(4))),
                new MetricFamily("m", MetricType.UNTYPED, "", List.of(Metric.of(5, "0", "x"))));
    }

    @Test
    void aSummaryOfSuchANameIsJoined() {
        List<MetricFamily> families = read("""
                # TYPE "a.b" summary
                {"a.b",quantile="0.5"} 1
                {"a.b_sum"} 2
                {"a.b_count"} 3
                """);

        assertThat(families).containsExactly(new MetricFamily("a.b", MetricType.SUMMARY, "", List.of(Metric
                .of(Labels.NONE, new Reading.Summary(3, 2, List.of(new Reading.Quantile(0.5, 1)))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.x 1\n", "{\"\"} 1\n", "m{\"\"=\"x\"} 1\n", "{m.x} 1\n", "m{a:b=\"1\"} 1\n",
            "# TYPE \"\" gauge\n",
            "m{\"__name__\"=\"x\"} 1\n", "m{\"a.b\"=\"1\",\"a.b\"=\"2\"} 1\n", "{\"a\nb\"} 1\n", "{\"a\\t\"} 1\n",
            "# TYPE m.x gauge\n"})
    void whatIsNotQuotedOrNoNameStaysAMistake(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void aNameMustBeUtf8() {
        assertThatThrownBy(() -> read("{\"m\u00ff\"} 1\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("text format parsing error in line 1: invalid metric name \"m\\xff\"");
        assertThatThrownBy(() -> read("m{\"\u00ff\"=\"x\"} 1\n".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("text format parsing error in line 1: invalid label name \"\\xff\"");
    }

    @Test
    void whatIsWrittenAsTextReadsBackUnchanged() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = families(seed);

            assertThat(read(TextWriter.write(families))).isEqualTo(families);
        });
    }

    @Test
    void whatIsWrittenAsProtobufReadsBackUnchanged() {
        Seeds.each(SEEDS, seed -> {
            List<MetricFamily> families = families(seed);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            families.forEach(family -> ProtobufWriter.write(family, body));

            assertThat(ProtobufReader.read(body.toByteArray(), ReaderLimits.DEFAULT)).isEqualTo(families);
        });
    }

    /** Under the other escapings a page holds classic names only. */
    @Test
    void whatIsSpelledWithinTheAlphabetIsReadByWhoeverTakesNoMore() {
        Seeds.each(SEEDS, seed -> {
            for (Escaping escaping : Escaping.SPELLING) {
                for (MetricFamily family : families(seed)) {
                    MetricFamily spelled = whole(escaping.family(family));

                    assertThat(TextReader.read(TextWriter.write(List.of(spelled)), ReaderLimits.DEFAULT))
                            .containsExactly(spelled);
                }
            }
        });
    }

    private static MetricFamily whole(FamilyView family) {
        List<Metric> metrics = new ArrayList<>();
        family.metrics().forEach(metrics::add);
        return new MetricFamily(family.name(), family.type(), family.help(), metrics);
    }

    /** The random families, with something odd in most names. */
    private static List<MetricFamily> families(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MetricFamily> renamed = new ArrayList<>();
        for (MetricFamily family : RandomFamilies.from(seed)) {
            String odd = odd(random);
            List<Metric> metrics = new ArrayList<>();
            for (Metric metric : family.metrics()) {
                String[] pairs = new String[2 * metric.labels().size()];
                for (int i = 0; i < metric.labels().size(); i++) {
                    pairs[2 * i] = metric.labels().name(i) + odd;
                    pairs[2 * i + 1] = metric.labels().value(i);
                }
                metrics.add(Metric.of(Labels.of(pairs), metric.reading()));
            }
            renamed.add(new MetricFamily(family.name() + odd + "x", family.type(), family.help(), metrics));
        }
        return renamed;
    }

    private static String odd(SplittableRandom random) {
        return ODD.get(random.nextInt(ODD.size())) + ODD.get(random.nextInt(ODD.size()));
    }

    private static List<MetricFamily> read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<MetricFamily> read(byte[] body) {
        return TextReader.read(body, ReaderLimits.DEFAULT, NameRule.UTF_8);
    }
}
