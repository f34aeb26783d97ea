package io.github.jobtide.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.RandomFamilies;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.TextReader;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is told of a text without reading it is what reading it tells. */
final class KnownTextsTest {
    private static final List<String> ODD = List.of("NaN", "+Inf", "-Inf", "-0", "-1", "0.5", "1e400", "1e-400", "1 5",
            "", "x",
            "1.5 ", "0x1", "12345678901234567", "-3.25", "1e3", "16.0");

    private final PushRenderer renderer = new PushRenderer(new ShapeTable(), _ -> null, NameRule.CLASSIC);
    private int reads;

    static LongStream seeds() {
        return Seeds.first(60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTextThatIsKnownIsRenderedAsIfItWereRead(long seed) {
        Random random = new Random(seed);
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<MetricFamily> families = RandomFamilies.from(8 * seed + i);
            texts.add(lines(i == 0 ? families : families.stream().map(KnownTextsTest::ordered).toList(), random));
        }
        int known = 0;
        for (int i = 0; i < 200; i++) {
            byte[] text = withValues(texts.get(random.nextInt(texts.size())), random);
            known += isKnownAndRight(key(random), text) ? 1 : 0;
        }
        assertThat(known).as("texts that were known").isGreaterThan(15);
    }

    /** Without the metrics of other label names than the first, whose place depends on the group. */
    private static MetricFamily ordered(MetricFamily family) {
        List<Metric> metrics = family.metrics().stream()
                .filter(metric -> MetricOrder.isSameInAllGroups(List.of(family.metrics().get(0), metric))).toList();
        return new MetricFamily(family.name(), family.type(), family.help(), metrics);
    }

    /** Some labels become one that the group may have, too. */
    private static List<String> lines(List<MetricFamily> families, Random random) {
        List<String> lines = new ArrayList<>(List.of("up 1"));
        for (String line : new String(TextWriter.write(families), UTF_8).split("\n")) {
            lines.add(line.replace("l0=", random.nextInt(8) == 0 ? "instance=" : "l0="));
        }
        return lines;
    }

    private static byte[] withValues(List<String> lines, Random random) {
        StringBuilder text = new StringBuilder();
        boolean odd = random.nextInt(5) == 0;
        for (String line : lines) {
            int value = line.startsWith("#") || line.isBlank() ? line.length() : line.lastIndexOf(' ') + 1;
            text.append(line, 0, value);
            if (value < line.length()) {
                text.append(
                        odd && random.nextInt(4) == 0 ? ODD.get(random.nextInt(ODD.size())) : random.nextInt(1 << 20));
            }
            text.append('\n');
        }
        int end = random.nextInt(20);
        if (end == 0) {
            text.append("more 1\n");
        } else if (end == 1) {
            text.setLength(text.lastIndexOf("\n", text.length() - 2) + 1);
        }
        return text.toString().getBytes(UTF_8);
    }

    private static GroupKey key(Random random) {
        String value = "v" + random.nextInt(3);
        return GroupKey.of(random.nextBoolean() ? Labels.of("job", value) : Labels.of("job", "j", "instance", value));
    }

    private boolean isKnownAndRight(GroupKey key, byte[] text) {
        Request.Push known = known(key, text);
        if (known == null) {
            return false;
        }
        Request.Push read = renderer.render(key, PushMode.REPLACE, read(text), Mark.NONE, 7, _ -> {});
        assertThat(read.problems().isEmpty()).isTrue();
        assertThat(told(known)).as(new String(text, UTF_8)).isEqualTo(told(read));
        assertThat(known.weight()).isEqualTo(read.weight());
        return true;
    }

    private Request.@Nullable Push known(GroupKey key, byte[] text) {
        return renderer.renderKnown(key, PushMode.REPLACE, text, this::read, Mark.NONE, 7, _ -> {});
    }

    private List<MetricFamily> read(byte[] text) {
        reads++;
        return TextReader.read(text, ReaderLimits.DEFAULT);
    }

    private static List<String> told(Request.Push push) {
        Families families = Families.ofOnePush(push.families().list(), push.families().values(), 0);
        GroupLabels labels = GroupLabels.of(push.key(), push.names());
        return IntStream.range(0, families.size()).mapToObj(i -> families.get(i, labels))
                .map(family -> family.shape().groupNames() + " " + new String(family.shape().encoded(), UTF_8)
                        + new String(family.values(), UTF_8))
                .toList();
    }

    @Test
    void aTextIsReadOnceWhenItComesForTheSecondTimeAndThenNoMore() {
        GroupKey key = GroupKey.of(Labels.of("job", "j"));

        assertThat(known(key, text("1"))).isNull();
        assertThat(reads).isZero();
        assertThat(known(key, text("2"))).isNull();
        assertThat(reads).isEqualTo(1);
        assertThat(known(GroupKey.of(Labels.of("job", "k")), text("3"))).isNotNull();
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void groupsOfOtherLabelNamesAreAnotherMatter() {
        GroupKey key = GroupKey.of(Labels.of("job", "j"));
        known(key, text("1"));
        known(key, text("2"));

        assertThat(known(GroupKey.of(Labels.of("job", "j", "le", "x")), text("3"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "NaN", "", "1 5", "1e400"})
    void aCountThatIsNoneIsLeftToTheReader(String count) {
        GroupKey key = GroupKey.of(Labels.of("job", "j"));
        known(key, text("1"));
        known(key, text("2"));

        assertThat(known(key, text("4"))).isNotNull();
        assertThat(known(key, text(count))).isNull();
    }

    private static byte[] text(String count) {
        return "# TYPE h histogram\nh_bucket{le=\"1\"} %s\nh_sum -2.5\nh_count 7\n".formatted(count).getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m 1 5\n", "m{a=\"b\"} 1", "m 1\nm 2\n", "m{job=\"a\"} 1\nm{job=\"b\"} 2\n",
            "# TYPE m gauge\nm{\n",
            "m{a=\"1\",b=\"2\"} 1\nm{a=\"1\",c=\"0\"} 2\n", "m 1\r\n", "m 1 \n"})
    void whatIsRefusedOrDependsOnTheGroupIsNeverKnown(String text) {
        GroupKey key = GroupKey.of(Labels.of("job", "j"));

        for (int i = 0; i < 4; i++) {
            try {
                assertThat(known(key, text.getBytes(UTF_8))).isNull();
            } catch (MalformedBodyException e) {
                throw new AssertionError("learning must not fail the push", e);
            }
        }
    }

    @Test
    void manyTextsTakeNoMoreThanTheirRoom() {
        KnownTexts texts = new KnownTexts();
        GroupKey key = GroupKey.of(Labels.of("job", "j"));
        GroupNames names = GroupNames.of(key.labels());
        for (int i = 0; i < 2000; i++) {
            byte[] text = "# HELP m%d %s\nm%d 1\n".formatted(i, "x".repeat(3000), i).getBytes(UTF_8);
            for (int times = 0; times < 3; times++) {
                var _ = texts.find(text, names, this::read,
                        families -> renderer.render(families, key, names));
            }
            assertThat(texts.bytes()).isLessThanOrEqualTo(KnownTexts.MAX_BYTES);
        }
        assertThat(texts.bytes()).isGreaterThan(KnownTexts.MAX_BYTES / 4);
    }
}
