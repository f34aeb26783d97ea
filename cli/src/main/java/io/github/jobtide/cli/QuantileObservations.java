package io.github.jobtide.cli;

import io.github.jobtide.exposition.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Observations that are kept, so that quantiles can be told exactly: the smallest value that at least that share of all does not exceed. */
final class QuantileObservations extends Observations {
    private static final int MOST = 10_000_000;

    private final double[] ranks;
    private double[] values = new double[1024];

    QuantileObservations(double[] ranks) {
        this.ranks = Arrays.stream(ranks).sorted().distinct().toArray();
    }

    @Override
    void observe(double value) {
        int index = (int) (count() - 1);
        if (index >= MOST) {
            throw new CommandFailedException(ExitStatus.REFUSED,
                    "there are more than %d values, of which quantiles cannot be told exactly; use --buckets"
                            .formatted(MOST));
        }
        if (index == values.length) {
            values = Arrays.copyOf(values, Math.min(MOST, 2 * values.length));
        }
        values[index] = value;
    }

    @Override
    Reading reading() {
        int count = (int) count();
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        List<Reading.Quantile> quantiles = new ArrayList<>(ranks.length);
        for (double rank : ranks) {
            int index = Math.max(0, (int) Math.ceil(rank * count) - 1);
            quantiles.add(new Reading.Quantile(rank, count == 0 ? Double.NaN : sorted[index]));
        }
        return new Reading.Summary(count, sum(), quantiles);
    }
}
