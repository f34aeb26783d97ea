package io.github.jobtide.run;

import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.TextReader;
import io.github.jobtide.jobs.JobFamily;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the job itself has to tell: what it wrote into its metrics file, and what {@code --metric} says.
 *
 * @param valid whether the file could be used; empty if there is none
 * @param families for a push of their own, so that they cannot take the run's result with them if the gateway refuses them
 * @param records and the others: of the vocabulary, so reported with the run
 */
record JobMetrics(Optional<Boolean> valid, List<MetricFamily> families, Map<String, Double> records,
        Map<String, Duration> stages, Map<String, Boolean> dependencies, boolean hasProgress) {
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    /** Clocks of file systems are that coarse. */
    private static final Duration COARSENESS = Duration.ofSeconds(2);

    /**
     * Reads what there is, whatever it is.
     *
     * @param start of the run: a file from before is of another run
     * @param lint looks at it before it is taken
     * @param trouble takes what could not be understood, a line each
     */
    static JobMetrics read(File file, Instant start, List<String> given, OwnMetricsLint lint,
            Consumer<String> trouble) {
        Reader reader = new Reader(start, lint, trouble);
        Optional<Boolean> valid = reader.file(file);
        for (String pair : given) {
            reader.given(pair);
        }
        return new JobMetrics(valid, List.copyOf(reader.families), reader.records, reader.stages, reader.dependencies,
                reader.progress);
    }

    /** Reads one after the other. */
    private static final class Reader {
        private final Instant start;
        private final OwnMetricsLint lint;
        private final Consumer<String> trouble;
        private final List<MetricFamily> families = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private final Map<String, Double> records = new TreeMap<>();
        private final Map<String, Duration> stages = new TreeMap<>();
        private final Map<String, Boolean> dependencies = new TreeMap<>();
        private boolean progress;

        Reader(Instant start, OwnMetricsLint lint, Consumer<String> trouble) {
            this.start = start;
            this.lint = lint;
            this.trouble = trouble;
        }

        Optional<Boolean> file(File file) {
            if (!file.exists()) {
                return Optional.empty();
            }
            if (isFromBefore(file)) {
                trouble.accept("the metrics file " + file + " was written before this run, so it is left out;"
                        + " have the job write it anew");
                return Optional.empty();
            }
            try {
                byte[] page = bytes(file);
                List<MetricFamily> read = TextReader.read(page, ReaderLimits.DEFAULT);
                for (MetricFamily family : read) {
                    check(family);
                }
                if (!lint.passes(page)) {
                    return Optional.of(false);
                }
                for (MetricFamily family : read) {
                    take(family);
                }
                return Optional.of(true);
            } catch (MalformedBodyException e) {
                trouble.accept("the metrics file " + file + " cannot be used: " + e.getMessage());
            } catch (IOException e) {
                trouble.accept("the metrics file " + file + " cannot be read: " + e.getMessage());
            } catch (RuntimeException | Error e) {
                trouble.accept("the metrics file " + file + " cannot be used: " + e);
            }
            forget();
            return Optional.of(false);
        }

        private boolean isFromBefore(File file) {
            return file.isFile() && file.lastModified() < start.minus(COARSENESS).toEpochMilli();
        }

        /** Of a pipe or a device there might be no end. */
        private static byte[] bytes(File file) throws IOException {
            if (!file.isFile()) {
                throw new MalformedBodyException("it is not a regular file");
            }
            try (InputStream in = new FileInputStream(file)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw new MalformedBodyException("it is over 16 MiB long");
                }
                return bytes;
            }
        }

        /** What a file told that turned out to be of no use. */
        private void forget() {
            families.clear();
            names.clear();
            records.clear();
            stages.clear();
            dependencies.clear();
            progress = false;
        }

        private static void check(MetricFamily family) {
            for (Metric metric : family.metrics()) {
                if (metric.timestamped()) {
                    throw new MalformedBodyException("a sample of " + family.name()
                            + " has a time of its own, which no gateway takes; leave it out");
                }
            }
        }

        private void take(MetricFamily family) {
            String name = family.name();
            if (name.equals(JobFamily.LAST_RUN_RECORDS.familyName())) {
                for (Metric metric : family.metrics()) {
                    records.put(metric.labels().value("result").orElse("processed"), value(metric));
                }
            } else if (name.equals(JobFamily.LAST_RUN_STAGE_DURATION.familyName())) {
                for (Metric metric : family.metrics()) {
                    stages.put(metric.labels().value("stage").orElse(""),
                            Duration.ofNanos((long) (1e9 * Math.max(0, value(metric)))));
                }
            } else if (name.equals(JobFamily.DEPENDENCY_UP.familyName())) {
                for (Metric metric : family.metrics()) {
                    dependencies.put(metric.labels().value("dependency").orElse(""), value(metric) > 0);
                }
            } else if (name.equals(JobFamily.PROGRESS.familyName())) {
                progress = true;
            } else if (JobFamily.isName(name)) {
                trouble.accept("the metrics file tells of " + name + ", which the run itself does; it is left out");
            } else if (names.add(name)) {
                families.add(family);
            }
        }

        private static double value(Metric metric) {
            return metric.reading().plain() instanceof Reading.Scalar scalar ? scalar.value() : Double.NaN;
        }

        private void add(MetricFamily given) {
            if (lint.passes(given)) {
                families.add(given);
            }
        }

        void given(String pair) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !Names.isMetricName(name) || JobFamily.isName(name)) {
                trouble.accept("--metric '" + pair + "' is not NAME=VALUE with a name that metrics may have");
                return;
            }
            try {
                double value = Double.parseDouble(pair.substring(equals + 1));
                if (names.add(name)) {
                    add(new MetricFamily(name, MetricType.GAUGE, "Given by the option --metric.",
                            List.of(Metric.of(value))));
                } else {
                    trouble.accept("--metric " + name + " is told of twice; the first value counts");
                }
            } catch (NumberFormatException e) {
                trouble.accept("--metric '" + pair + "' has a value that is not a number");
            }
        }
    }
}
