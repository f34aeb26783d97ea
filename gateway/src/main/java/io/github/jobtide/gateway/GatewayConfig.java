package io.github.jobtide.gateway;

import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.lint.LintMode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that a gateway is told at its start. Names follow the flags; {@link #DEFAULT} holds their defaults.
 *
 * @param consistencyCheck whether a push waits for its check; without it the answer is 202 at once, and what fails is dropped
 * @param names what metrics and labels that are pushed may be called
 * @param accessFile who may do what; empty if everybody who comes in may do everything
 * @param lint what becomes of pushes with faults that the linter finds
 */
public record GatewayConfig(WebConfig web, StorageConfig storage, boolean consistencyCheck, NameRule names,
        LogConfig log, GatewayBounds bounds, Optional<Path> accessFile, LintMode lint) {
    public static final GatewayConfig DEFAULT = new GatewayConfig(WebConfig.DEFAULT, StorageConfig.DEFAULT, true,
            NameRule.CLASSIC, LogConfig.DEFAULT, GatewayBounds.forHeap(Runtime.getRuntime().maxMemory()),
            Optional.empty(), LintMode.OFF);

    public GatewayConfig withWeb(WebConfig changed) {
        return new GatewayConfig(changed, storage, consistencyCheck, names, log, bounds, accessFile, lint);
    }

    public GatewayConfig withStorage(StorageConfig changed) {
        return new GatewayConfig(web, changed, consistencyCheck, names, log, bounds, accessFile, lint);
    }

    public GatewayConfig withConsistencyCheck(boolean changed) {
        return new GatewayConfig(web, storage, changed, names, log, bounds, accessFile, lint);
    }

    public GatewayConfig withNames(NameRule changed) {
        return new GatewayConfig(web, storage, consistencyCheck, changed, log, bounds, accessFile, lint);
    }

    public GatewayConfig withLog(LogConfig changed) {
        return new GatewayConfig(web, storage, consistencyCheck, names, changed, bounds, accessFile, lint);
    }

    public GatewayConfig withBounds(GatewayBounds changed) {
        return new GatewayConfig(web, storage, consistencyCheck, names, log, changed, accessFile, lint);
    }

    public GatewayConfig withAccessFile(Path changed) {
        return new GatewayConfig(web, storage, consistencyCheck, names, log, bounds, Optional.of(changed),
                lint);
    }

    public GatewayConfig withLint(LintMode changed) {
        return new GatewayConfig(web, storage, consistencyCheck, names, log, bounds, accessFile, changed);
    }
}
