package io.github.jobtide.cli;

import io.github.jobtide.exposition.Reading;

/** Observations of one run, of which a histogram or a summary is made. One thread. */
abstract class Observations {
    private long count;
    private double sum;
    private double compensation;

    /** Adds without losing small values beside large ones (Neumaier's sum), so that their order makes no difference that is seen. */
    final void add(double value) {
        count++;
        double next = sum + value;
        compensation += sum >= value ? (sum - next) + value : (value - next) + sum;
        sum = next;
        observe(value);
    }

    abstract void observe(double value);

    abstract Reading reading();

    final long count() {
        return count;
    }

    final double sum() {
        return sum + compensation;
    }
}
