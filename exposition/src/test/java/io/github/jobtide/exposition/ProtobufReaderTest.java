package io.github.jobtide.exposition;

import static io.github.jobtide.exposition.ProtobufOracle.add;
import static io.github.jobtide.exposition.ProtobufOracle.field;
import static io.github.jobtide.exposition.ProtobufOracle.inner;
import static io.github.jobtide.exposition.ProtobufOracle.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProtobufReaderTest {
    private static final MetricFamily SMALL = new MetricFamily("m", MetricType.GAUGE, "Help",
            List.of(Metric.of(2.5, "a", "b")));

    @Test
    void anEmptyBodyHoldsNoFamily() {
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void ofTwoFamiliesWithOneNameTheLastCountsInThePlaceOfTheFirst() {
        MetricFamily other = new MetricFamily("n", MetricType.COUNTER, "", List.of(Metric.of(1)));
        MetricFamily again = new MetricFamily("m", MetricType.COUNTER, "", List.of(Metric.of(7)));

        assertThat(read(ProtobufOracle.write(List.of(SMALL, other, again)))).containsExactly(again, other);
    }

    @Test
    void aFamilyWithoutNameTypeOrMetricsIsKept() {
        assertThat(read(ProtobufOracle.delimited(List.of(family(message -> {})))))
                .containsExactly(new MetricFamily("", MetricType.COUNTER, "", List.of()));
    }

    @Test
    void aMetricWithoutTheReadingOfItsTypeIsMissingIt() {
        byte[] body = ProtobufOracle.delimited(List.of(family(message -> {
            set(message, "name", "m");
            add(message, "metric", metric(message, metric -> set(metric, "gauge", inner(metric, "gauge").build())));
        })));

        assertThat(read(body)).containsExactly(
                new MetricFamily("m", MetricType.COUNTER, "", List.of(Metric.of(Labels.NONE, new Reading.Missing()))));
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThat(complaint(new byte[]{5, 10, 1, 'm', 24, 9}))
                .isEqualTo("metric family \"m\" has the unknown type number 9; 0 to 5 are known");
        assertThat(complaint(new byte[]{14, 10, 1, 'm', 24, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}))
                .isEqualTo("metric family \"m\" has the unknown type number -1; 0 to 5 are known");
    }

    @Test
    void gaugeHistogramsAreHistogramsOfTheirOwnType() {
        byte[] body = histogramBody(histogram -> set(histogram, "sample_count", 3L));
        body[indexOf(body, new byte[]{24, 4}) + 1] = 5;

        assertThat(read(body)).containsExactly(new MetricFamily("h", MetricType.GAUGE_HISTOGRAM, "",
                List.of(Metric.of(Labels.NONE, new Reading.Histogram(3, 0, List.of())))));
    }

    @Test
    void aTimestampIsReportedButNotKept() {
        byte[] body = ProtobufOracle.delimited(List.of(family(message -> {
            add(message, "metric", metric(message, metric -> {
                set(metric, "timestamp_ms", 0L);
                set(metric, "counter", inner(metric, "counter").build());
            }));
        })));

        assertThat(read(body).get(0).metrics()).containsExactly(new Metric(Labels.NONE, new Reading.Scalar(0), true));
    }

    @Test
    void aCountAsDoubleHoldsUnlessItIsZero() {
        byte[] body = histogramBody(histogram -> {
            set(histogram, "sample_count", 5L);
            set(histogram, "sample_count_float", 2.5);
            DynamicMessage.Builder bucket = inner(histogram, "bucket");
            set(bucket, "cumulative_count", 4L);
            set(bucket, "cumulative_count_float", 0.0);
            add(histogram, "bucket", bucket);
        });

        assertThat(read(body).get(0).metrics()).extracting(Metric::reading)
                .containsExactly(new Reading.Histogram(2.5, 0, List.of(new Reading.Bucket(0, 4))));
    }

    @Test
    void aCountOf64BitsHasNoSign() {
        assertThat(read(histogramBody(histogram -> set(histogram, "sample_count", -4L))).get(0).metrics())
                .extracting(Metric::reading)
                .containsExactly(new Reading.Histogram(0x1p64, 0, List.of()));
    }

    @Test
    void aPartThatComesTwiceIsMerged() {
        byte[] first = histogramBody(histogram -> set(histogram, "sample_count", 3L));
        byte[] metric = Arrays.copyOfRange(first, indexOf(first, new byte[]{34, 4, 58}) + 2, first.length);
        byte[] sum = {58, 9, 17, 0, 0, 0, 0, 0, 0, -8, 63};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[]{(byte) (7 + metric.length + sum.length), 10, 1, 'h', 24, 4, 34,
                (byte) (metric.length + sum.length)});
        body.writeBytes(metric);
        body.writeBytes(sum);

        assertThat(read(body.toByteArray()).get(0).metrics()).extracting(Metric::reading)
                .containsExactly(new Reading.Histogram(3, 1.5, List.of()));
    }

    @Test
    void unknownFieldsAreLeftOutWhateverTheirKind() {
        UnknownFieldSet.Field.Builder every = UnknownFieldSet.Field.newBuilder().addVarint(-1).addFixed32(1)
                .addFixed64(2)
                .addLengthDelimited(ByteString.copyFromUtf8("text"))
                .addGroup(UnknownFieldSet.newBuilder()
                        .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(3).build()).build());
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder().addField(5, every.build())
                .addField(536_870_911, every.build()).build();
        DynamicMessage message = ProtobufOracle.message(SMALL).toBuilder().setUnknownFields(unknown).build();

        assertThat(read(ProtobufOracle.delimited(List.of(message)))).containsExactly(SMALL);
    }

    @Test
    void aFieldOfTheWrongKindIsUnknown() {
        assertThat(read(new byte[]{6, 10, 1, 'm', 26, 1, 1}))
                .containsExactly(new MetricFamily("m", MetricType.COUNTER, "", List.of()));
    }

    @Test
    void everyBodyThatIsCutOffIsRefused() {
        byte[] body = ProtobufOracle.write(List.of(SMALL));

        for (int length = 1; length < body.length; length++) {
            assertThat(complaint(Arrays.copyOf(body, length))).isEqualTo("unexpected EOF");
        }
    }

    @Test
    void aMessageThatIsCutOffInsideItsLengthIsRefused() {
        byte[] body = ProtobufOracle.write(List.of(SMALL));

        for (int length = 1; length < body.length - 1; length++) {
            byte[] cut = Arrays.copyOf(body, length + 1);
            cut[0] = (byte) length;
            if (!isWhole(cut)) {
                assertThat(complaint(cut)).startsWith("protobuf parsing error at byte ");
            }
        }
    }

    /** A cut between two fields leaves a message that is smaller but whole. */
    private static boolean isWhole(byte[] body) {
        try {
            ProtobufOracle.read(body);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void lengthsThatLieAreRefusedWithoutAllocatingForThem() {
        assertThat(complaint(new byte[]{-1, -1, -1, -1, 15})).isEqualTo("unexpected EOF");
        assertThat(complaint(new byte[]{-1, -1, -1, -1, -1, -1, -1, -1, -1, 1})).isEqualTo("unexpected EOF");
        assertThat(complaint(new byte[]{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1})).isEqualTo("unexpected EOF");
        assertThat(complaint(new byte[]{6, 10, -1, -1, -1, -1, 7}))
                .isEqualTo("protobuf parsing error at byte 7: a field is longer than the message that it is in");
    }

    @Test
    void whatIsNoProtobufIsRefused() {
        assertThat(complaint(new byte[]{2, 0, 1}))
                .isEqualTo("protobuf parsing error at byte 2: a field has the invalid tag 0");
        assertThat(complaint(new byte[]{1, 15}))
                .isEqualTo("protobuf parsing error at byte 2: a field has the unknown wire type 7");
        assertThat(complaint(new byte[]{1, 12}))
                .isEqualTo("protobuf parsing error at byte 2: a field has the unknown wire type 4");
        assertThat(complaint(new byte[]{2, 51, 60}))
                .isEqualTo("protobuf parsing error at byte 3: a group ends that did not begin");
        byte[] deep = new byte[1_000];
        Arrays.fill(deep, (byte) 51);
        deep[0] = -26;
        deep[1] = 7;
        assertThat(complaint(deep)).isEqualTo("protobuf parsing error at byte 35: groups are nested more than 32 deep");
        assertThat(complaint(new byte[]{12, 24, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 0}))
                .isEqualTo("protobuf parsing error at byte 12: a number has more than 64 bits");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        assertThat(complaint(new byte[]{4, 10, 2, 'm', -1}))
                .isEqualTo("protobuf parsing error at byte 5: a metric name is not UTF-8: \"m\\xff\"");
    }

    @Test
    void limitsAreNamedWhenTheyAreExceeded() {
        ReaderLimits limits = new ReaderLimits(2, 1, 3, 4);
        MetricFamily three = new MetricFamily("m", MetricType.GAUGE, "",
                List.of(Metric.of(1), Metric.of(2), Metric.of(3)));
        MetricFamily buckets = new MetricFamily("m", MetricType.HISTOGRAM, "", List.of(Metric.of(Labels.NONE,
                new Reading.Histogram(0, 0, List.of(new Reading.Bucket(1, 0), new Reading.Bucket(2, 0))))));
        MetricFamily labels = new MetricFamily("m", MetricType.GAUGE, "", List.of(Metric.of(1, "a", "1", "b", "2")));
        MetricFamily name = new MetricFamily("long", MetricType.GAUGE, "", List.of());
        MetricFamily value = new MetricFamily("m", MetricType.GAUGE, "", List.of(Metric.of(1, "a", "12345")));

        assertThat(complaint(limits, three))
                .isEqualTo("more than 2 samples in one body; push fewer, or raise the limit");
        assertThat(complaint(limits, buckets))
                .isEqualTo("more than 2 samples in one body; push fewer, or raise the limit");
        assertThat(complaint(limits, empty("a"), empty("b"), empty("c")))
                .isEqualTo("more than 2 metric families in one body; push fewer, or raise the limit");
        assertThat(complaint(limits, labels))
                .isEqualTo("a metric has more than 1 labels; use fewer, or raise the limit");
        assertThat(complaint(limits, name))
                .endsWith(": a metric name is longer than 3 bytes; shorten it, or raise the limit");
        assertThat(complaint(limits, value))
                .endsWith(": a label value is longer than 4 bytes; shorten it, or raise the limit");
    }

    private static int indexOf(byte[] body, byte[] part) {
        for (int i = 0; i + part.length <= body.length; i++) {
            if (Arrays.equals(body, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no " + Arrays.toString(part) + " in " + Arrays.toString(body));
    }

    private static MetricFamily empty(String name) {
        return new MetricFamily(name, MetricType.GAUGE, "", List.of());
    }

    private static byte[] histogramBody(Consumer<DynamicMessage.Builder> filler) {
        return ProtobufOracle.delimited(List.of(family(message -> {
            set(message, "name", "h");
            set(message, "type", field(PrometheusSchema.FAMILY, "type").getEnumType().findValueByName("HISTOGRAM"));
            add(message, "metric", metric(message, metric -> {
                DynamicMessage.Builder histogram = inner(metric, "histogram");
                filler.accept(histogram);
                set(metric, "histogram", histogram.build());
            }));
        })));
    }

    private static DynamicMessage family(Consumer<DynamicMessage.Builder> filler) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(PrometheusSchema.FAMILY);
        filler.accept(message);
        return message.build();
    }

    private static DynamicMessage.Builder metric(DynamicMessage.Builder family,
            Consumer<DynamicMessage.Builder> filler) {
        DynamicMessage.Builder metric = inner(family, "metric");
        filler.accept(metric);
        return metric;
    }

    private static List<MetricFamily> read(byte[] body) {
        return ProtobufReader.read(body, ReaderLimits.DEFAULT);
    }

    private static String complaint(byte[] body) {
        return complaint(ReaderLimits.DEFAULT, body);
    }

    private static String complaint(ReaderLimits limits, MetricFamily... families) {
        return complaint(limits, ProtobufOracle.write(List.of(families)));
    }

    private static String complaint(ReaderLimits limits, byte[] body) {
        try {
            return "read as " + ProtobufReader.read(body, limits);
        } catch (MalformedBodyException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
