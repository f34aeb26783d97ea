package io.github.jobtide.store;

import io.github.jobtide.exposition.Details;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.ProtobufReader;
import io.github.jobtide.exposition.ProtobufWriter;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.Reading;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What text cannot carry of a family's readings, as protobuf behind its values: a delimited message with neither name nor labels,
 * metrics in page order, in which what the values say is left out as far as can be. Source: docs/formats/family.md.
 */
final class FamilyDetails {
    private static final ReaderLimits NO_LIMITS = new ReaderLimits(Integer.MAX_VALUE, Integer.MAX_VALUE,
            Integer.MAX_VALUE, Integer.MAX_VALUE);

    private FamilyDetails() {}

    /** @param order as of {@link MetricOrder} */
    static byte[] write(MetricFamily family, int[] order) {
        List<Metric> inPageOrder = new ArrayList<>(family.metrics().size());
        for (int i = 0; i < family.metrics().size(); i++) {
            Metric metric = family.metrics().get(order.length == 0 ? i : order[i]);
            inPageOrder.add(Metric.of(Labels.NONE, withoutValues(metric.reading())));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProtobufWriter.write(new MetricFamily("", family.type(), "", inPageOrder), bytes);
        return bytes.toByteArray();
    }

    private static Reading withoutValues(Reading reading) {
        return reading instanceof Reading.Detailed(Reading plain, Details details)
                ? new Reading.Detailed(withoutValues(plain, details), details)
                : new Reading.Missing();
    }

    /** Buckets stay as far as there are exemplars of them, and the count that native ones must come to. */
    private static Reading withoutValues(Reading plain, Details details) {
        return switch (plain) {
            case Reading.Scalar _ -> new Reading.Scalar(0);
            case Reading.Summary _ -> new Reading.Summary(0, 0, List.of());
            case Reading.Histogram histogram -> {
                int buckets = details.exemplars().isEmpty() ? 0 : details.exemplars().lastKey() + 1;
                List<Reading.Bucket> empty = Collections.nCopies(buckets, new Reading.Bucket(0, 0));
                yield details.nativeBuckets().isPresent()
                        ? new Reading.Histogram(histogram.count(), histogram.sum(), empty)
                        : new Reading.Histogram(0, 0, empty);
            }
            case Reading.Detailed _,Reading.Missing _ -> plain;
        };
    }

    /**
     * The readings with their details.
     *
     * @param plain as the values tell them
     * @param from where the values end
     * @param to where the details end
     * @throws StorageException if the details are damaged
     */
    static List<Metric> complete(List<Metric> plain, Shape shape, byte[] values, int from, int to) {
        List<Metric> details = read(shape, values, from, to);
        List<Metric> complete = new ArrayList<>(plain.size());
        for (int i = 0; i < plain.size(); i++) {
            Metric metric = plain.get(i);
            complete.add(details.get(i).reading() instanceof Reading.Detailed detailed
                    ? Metric.of(metric.labels(), new Reading.Detailed(metric.reading(), detailed.details()))
                    : metric);
        }
        return complete;
    }

    /**
     * As many metrics as the shape has, without labels and values.
     *
     * @throws StorageException if they are damaged
     */
    static List<Metric> read(Shape shape, byte[] values, int from, int to) {
        try {
            byte[] message = Arrays.copyOfRange(values, from, to);
            List<MetricFamily> families = ProtobufReader.read(message, NO_LIMITS);
            if (families.size() == 1 && families.getFirst().type() == shape.type()
                    && families.getFirst().metrics().size() == shape.metrics().size()) {
                return families.getFirst().metrics();
            }
        } catch (MalformedBodyException e) {
            throw new StorageException(
                    "a stored family is damaged: the details of '%s' cannot be read: %s".formatted(shape.name(),
                            e.getMessage()));
        }
        throw new StorageException(
                "a stored family is damaged: the details of '%s' are not of all its metrics".formatted(shape.name()));
    }
}
