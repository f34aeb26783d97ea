package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.AccessLog;
import io.github.jobtide.store.GroupKey;
import java.util.Optional;

/** What there is to do once a group is gone: the log tells who removed it, and nothing is shown any more of its pushes. Any thread. */
final class Removals {
    private final Optional<AccessLog> log;
    private final LatestFindings findings;

    /** @param log where removals are told; may be empty */
    Removals(Optional<AccessLog> log, LatestFindings findings) {
        this.log = log;
        this.findings = findings;
    }

    /**
     * @param who a principal's name, or empty if nobody is known
     * @param source the client's address
     * @param group that is gone; empty if all are
     */
    void removed(String who, String source, Optional<GroupKey> group) {
        group.ifPresentOrElse(findings::forget, findings::forgetAll);
        log.ifPresent(each -> each.deleted(who, source, group.map(GroupKey::toString).orElse("all groups")));
    }
}
