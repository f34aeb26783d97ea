package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import java.util.List;
import java.util.Optional;

/**
 * What the client knows at the moment beside the run itself.
 *
 * @param running runs of the job that are alive on this host, as it will be after what is being reported
 * @param host empty where its name says nothing, as in Kubernetes
 */
public record ClientState(int running, int spooledPushes, Optional<String> host) {
    void addTo(List<MetricFamily> families) {
        families.add(JobFamily.RUNNING.of(running));
        families.add(JobFamily.SPOOLED_PUSHES.of(spooledPushes));
        if (host.isPresent() && !host.get().isEmpty()) {
            families.add(JobFamily.LAST_RUN_INFO.of(1, "host", host.get()));
        }
    }
}
