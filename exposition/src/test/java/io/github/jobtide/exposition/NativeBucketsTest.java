package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeBucketsTest {
    private static final String ZERO = "zero_threshold: 0.1 zero_count: 1 ";
    private static final Buckets NO_BUCKETS = new Buckets(List.of(), List.of());
    private static final String SPAN = "positive_span { offset: 0 length: 1 } ";

    @Test
    void wholeCountsAreTheSumsOfTheirDifferences() {
        Reading reading = read("sample_count: 10 sample_sum: 4 schema: 3 " + ZERO
                + "negative_span { offset: -2 length: 1 } negative_delta: 2 "
                + "positive_span { offset: 1 length: 2 } positive_span { offset: 3 length: 1 } "
                + "positive_delta: 3 positive_delta: -2 positive_delta: 2");

        assertThat(reading).isEqualTo(new Reading.Detailed(new Reading.Histogram(10, 4, List.of()),
                details(new NativeHistogram(false, 3, 0.1, 1, new Buckets(List.of(new Span(-2, 1)), List.of(2.0)),
                        new Buckets(List.of(new Span(1, 2), new Span(3, 1)), List.of(3.0, 1.0, 3.0))))));
    }

    @Test
    void doublesStandForThemselves() {
        Reading reading = read("sample_count_float: 4.5 sample_sum: 4 schema: 0 zero_count_float: 1.5 " + SPAN
                + "positive_count: 3");

        assertThat(reading).isEqualTo(new Reading.Detailed(new Reading.Histogram(4.5, 4, List.of()),
                details(new NativeHistogram(true, 0, 0, 1.5, NO_BUCKETS,
                        new Buckets(List.of(new Span(0, 1)), List.of(3.0))))));
    }

    /** As proto3 writes them. */
    @Test
    void countsMayBePacked() throws TextFormat.ParseException {
        byte[] body = body("sample_count: 5 sample_sum: 4 positive_span { length: 2 }");
        byte[] packed = {13 << 3 | 2, 2, 4, 2};

        Reading reading = ProtobufReader.read(grown(body, packed), ReaderLimits.DEFAULT).get(0).metrics().get(0)
                .reading();

        assertThat(reading.details().nativeBuckets().orElseThrow().positive().counts()).containsExactly(2.0, 3.0);
    }

    /** The body with a piece more at the end of its only histogram; all lengths are below 128. */
    private static byte[] grown(byte[] body, byte[] more) {
        byte[] grown = Arrays.copyOf(body, body.length + more.length);
        System.arraycopy(more, 0, grown, body.length, more.length);
        int histogram = body.length - 1;
        while (!(body[histogram - 1] == (7 << 3 | 2) && body[histogram] == body.length - 1 - histogram)) {
            histogram--;
        }
        for (int length : new int[]{0, histogram - 2, histogram}) {
            grown[length] += (byte) more.length;
        }
        return grown;
    }

    @Test
    void aScaleAloneLeavesAHistogramClassic() {
        Reading reading = read("sample_count: 5 schema: 3 bucket { cumulative_count: 4 upper_bound: 1 }");

        assertThat(reading.details().nativeBuckets()).get().extracting(NativeHistogram::hasSpans).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "sample_count: 5 sample_sum: nan schema: 0 " + ZERO + SPAN + "positive_delta: 2",
            "sample_count: 0 schema: 8 positive_span { offset: 0 length: 0 }",
            "sample_count: 1 schema: -4 positive_span { offset: 65 length: 1 } positive_delta: 1",
            "sample_count: 1 schema: 8 positive_span { offset: -274944 length: 1 } positive_delta: 1",
            "sample_count: 9007199254740992 schema: 0 " + SPAN + "positive_delta: 9007199254740992"})
    void whatPrometheusTakesIsTaken(String histogram) {
        assertThat(read(histogram).details().nativeBuckets()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "schema: 9 | its schema is 9, and only -4 to 8 are known",
            "schema: -5 | its schema is -5, and only -4 to 8 are known",
            "schema: -53 | its schema is -53, and only -4 to 8 are known",
            "zero_threshold: nan | its zero threshold is NaN; it must be a number from 0 on",
            "zero_threshold: -1 | its zero threshold is -1.0; it must be a number from 0 on",
            "zero_threshold: inf | its zero threshold is Infinity; it must be a number from 0 on",
            "sample_count: 2 positive_span { length: 2 } positive_delta: 2 | its positive spans are 2 buckets long, but it has 1 deltas",
            "sample_count: 2 positive_span { length: 1 } positive_delta: 2 positive_delta: 0 | its positive spans are 1 buckets long, but it has 2 deltas",
            "sample_count: 2 positive_span { length: 2147483647 } positive_delta: 2 | its positive span 1, from bucket 0 to before 2147483647, overlaps the one before or lies beyond all numbers",
            "sample_count: 2 negative_delta: 2 | its negative spans are 0 buckets long, but it has 1 deltas",
            "sample_count: 2 positive_span { length: 1 } | its positive spans are 1 buckets long, but it has 0 deltas",
            "positive_span { offset: 1026 length: 1 } positive_delta: 0 | its positive span 1, from bucket 1026 to before 1027, overlaps the one before or lies beyond all numbers",
            "positive_span { offset: -1075 length: 1 } positive_delta: 0 | its positive span 1, from bucket -1075 to before -1074, overlaps the one before or lies beyond all numbers",
            "positive_span { offset: 2 } positive_span { offset: -1 length: 1 } positive_delta: 0 | its positive span 2, from bucket 1 to before 2, overlaps the one before or lies beyond all numbers",
            "positive_span { length: 1 } positive_delta: -2 | one of its native counts is -2; it must be from 0 to 2^53",
            "positive_span { length: 2 } positive_delta: 9007199254740992 positive_delta: -9007199254740993 | one of its native counts is -1; it must be from 0 to 2^53",
            "positive_span { length: 2 } positive_delta: 2 positive_delta: 9223372036854775807 | one of its native counts is -9.223372036854776e+18; it must be from 0 to 2^53",
            "sample_count: 9007199254740993 zero_count: 9007199254740994 | one of its native counts is 9.007199254740994e+15; it must be from 0 to 2^53",
            "sample_count: 3 sample_sum: 1 zero_count: 2 | its native buckets hold 2 observations, but its count is 3",
            "sample_count: 1 sample_sum: nan zero_count: 2 | its native buckets hold 2 observations, but its count is 1",
            "sample_count_float: 3.5 positive_span { length: 1 } positive_count: nan | one of its native counts is NaN; it must be from 0 to the greatest double",
            "sample_count_float: 3.5 positive_span { length: 1 } positive_count: -2 | one of its native counts is -2; it must be from 0 to the greatest double",
            "sample_count_float: 3.5 zero_count_float: inf | one of its native counts is +Inf; it must be from 0 to the greatest double",
            "sample_count_float: inf zero_count_float: 1 | one of its native counts is +Inf; it must be from 0 to the greatest double"})
    void whatBreaksPrometheusIsRefused(String histogram, String complaint) {
        assertThatThrownBy(() -> read(histogram)).isInstanceOf(MalformedBodyException.class)
                .hasMessage("histogram \"h\": " + complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample_count_float: 3.5 positive_span { length: 1 } positive_delta: 2",
            "sample_count_float: 3.5 positive_span { length: 1 } positive_delta: 2 positive_count: 2",
            "sample_count: 2 positive_span { length: 1 } positive_count: 2",
            "sample_count: 2 positive_span { length: 1 } positive_delta: 2 positive_count: 2",
            "sample_count: 2 zero_count_float: 2", "sample_count_float: 2 zero_count: 2",
            "positive_span { length: 1 } positive_count: 0", "sample_count_float: -3 schema: 1",
            "sample_count_float: nan schema: 1",
            "sample_count: 2 zero_count: 2 bucket { cumulative_count_float: 1.5 upper_bound: 1 }"})
    void wholeNumbersAndDoublesTogetherAreRefused(String histogram) {
        assertThatThrownBy(() -> read(histogram)).isInstanceOf(MalformedBodyException.class)
                .hasMessage("histogram \"h\": its counts are partly whole numbers, partly doubles; they are to be "
                        + "doubles if sample_count_float or zero_count_float is above 0, else whole numbers");
    }

    @Test
    void aSpanOfMoreThan31BitsIsRefused() {
        assertThatThrownBy(() -> read("positive_span { length: 4294967295 }"))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessage("a span of native buckets has the offset 0 and the length 4294967295; "
                        + "neither may have more than 31 bits");
    }

    @Test
    void spansCountsAndExemplarsCountAgainstTheLimitOfSamples() throws TextFormat.ParseException {
        byte[] body = body("sample_count: 2 " + SPAN + "positive_delta: 2 exemplars { value: 1 }");

        assertThat(ProtobufReader.read(body, new ReaderLimits(4, 1, 9, 9))).hasSize(1);
        assertThatThrownBy(() -> ProtobufReader.read(body, new ReaderLimits(3, 1, 9, 9)))
                .hasMessage("more than 3 samples in one body; push fewer, or raise the limit");
    }

    /** As a real Pushgateway prints them; its square root of two is a little low. */
    @ParameterizedTest
    @CsvSource({"0,0,1.0", "0,1,2.0", "-1,-1,0.25", "-4,64,1.7976931348623157E308", "0,1024,1.7976931348623157E308",
            "0,1025,Infinity", "-4,65,Infinity", "1,1,1.414213562373095", "2,-1,0.8408964152537144",
            "3,3,1.2968395546510096", "8,1,1.0027112750502025", "8,-274944,4.9E-324", "8,262144,1.7976931348623157E308",
            "8,262145,Infinity"})
    void aBucketEndsAtAPowerThatTheSchemaGives(int schema, int index, double bound) {
        assertThat(new NativeHistogram(false, schema, 0, 0, NO_BUCKETS, NO_BUCKETS).bound(index)).isEqualTo(bound);
    }

    private static Details details(NativeHistogram buckets) {
        return new Details(Optional.empty(), new TreeMap<>(), List.of(), Optional.of(buckets));
    }

    private static Reading read(String histogram) {
        try {
            return ProtobufReader.read(body(histogram), ReaderLimits.DEFAULT).get(0).metrics().get(0).reading();
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(histogram, e);
        }
    }

    private static byte[] body(String histogram) throws TextFormat.ParseException {
        DynamicMessage.Builder family = DynamicMessage.newBuilder(PrometheusSchema.FAMILY);
        TextFormat.merge("name: \"h\" type: HISTOGRAM metric { histogram { " + histogram + " } }", family);
        return ProtobufOracle.delimited(List.of(family.build()));
    }
}
