package io.github.jobtide.jobs;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import java.util.List;

/** What a run took of the machine; NaN for what could not be measured. */
public record Usage(double userSeconds, double systemSeconds, double maxResidentBytes, double readBytes,
        double writtenBytes) {
    /** Nothing could be measured. */
    public static final Usage UNKNOWN = new Usage(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    void addTo(List<MetricFamily> families) {
        families.add(JobFamily.LAST_RUN_CPU.of(List.of(
                Metric.of(userSeconds, "mode", "user"), Metric.of(systemSeconds, "mode", "system"))));
        families.add(JobFamily.LAST_RUN_MAX_RESIDENT_MEMORY.of(maxResidentBytes));
        families.add(JobFamily.LAST_RUN_IO.of(List.of(
                Metric.of(readBytes, "direction", "read"), Metric.of(writtenBytes, "direction", "write"))));
    }
}
