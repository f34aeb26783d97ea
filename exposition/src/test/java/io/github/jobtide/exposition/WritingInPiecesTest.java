package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a family with many metrics no writer keeps much before it hands it on. */
class WritingInPiecesTest {
    private static final int MOST_AT_ONCE = 300 * 1024;

    /** Sums up what it is given; its buffer never holds anything. */
    private static final class Pieces extends ByteArrayOutputStream {
        long bytes;
        int largest;

        @Override
        public synchronized void write(byte[] piece, int from, int length) {
            bytes += length;
            largest = Math.max(largest, length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5_000, 30_000})
    void aMessageIsTheSameHoweverMuchOfItWasKept(int metrics) {
        MetricFamily family = family(metrics);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ProtobufWriter.write(family, body);
        ProtobufWriter.write(family, body);

        assertThat(ProtobufReader.read(body.toByteArray(), ReaderLimits.DEFAULT)).containsExactly(family);
    }

    @Test
    void aMessageIsHandedOnInPieces() {
        Pieces pieces = new Pieces();
        ProtobufWriter.write(family(200_000), pieces);

        assertThat(pieces.bytes).isGreaterThan(5_000_000);
        assertThat(pieces.largest).isLessThan(MOST_AT_ONCE);
    }

    @Test
    void linesOfOpenMetricsAreHandedOnInPieces() {
        Pieces pieces = new Pieces();
        MetricFamily family = family(200_000);
        OpenMetricsWriter.of(Map.of(family.name(), family.type()), name -> Optional.empty()).write(family, pieces);

        assertThat(pieces.bytes).isGreaterThan(3_000_000);
        assertThat(pieces.largest).isLessThan(MOST_AT_ONCE);
    }

    private static MetricFamily family(int metrics) {
        List<Metric> all = IntStream.range(0, metrics).mapToObj(i -> Metric.of(i, "i", Integer.toString(i))).toList();
        return new MetricFamily("large", MetricType.GAUGE, "help", all);
    }
}
