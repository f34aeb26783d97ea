package io.github.jobtide.gateway;

import io.github.jobtide.exposition.NameRule;

/**
 * Everything that a gateway is told at its start. Names follow the flags; {@link #DEFAULT} holds their defaults.
 *
 * @param consistencyCheck whether a push waits for its check; without it the answer is 202 at once, and what fails is dropped
 * @param names what metrics and labels that are pushed may be called
 */
public record GatewayConfig(WebConfig web, StorageConfig storage, boolean consistencyCheck, NameRule names,
        LogConfig log,
        GatewayBounds bounds) {
    public static final GatewayConfig DEFAULT = new GatewayConfig(WebConfig.DEFAULT, StorageConfig.DEFAULT, true,
            NameRule.CLASSIC, LogConfig.DEFAULT, GatewayBounds.forHeap(Runtime.getRuntime().maxMemory()));

    public GatewayConfig withWeb(WebConfig changed) {
        return new GatewayConfig(changed, storage, consistencyCheck, names, log, bounds);
    }

    public GatewayConfig withStorage(StorageConfig changed) {
        return new GatewayConfig(web, changed, consistencyCheck, names, log, bounds);
    }

    public GatewayConfig withConsistencyCheck(boolean changed) {
        return new GatewayConfig(web, storage, changed, names, log, bounds);
    }

    public GatewayConfig withNames(NameRule changed) {
        return new GatewayConfig(web, storage, consistencyCheck, changed, log, bounds);
    }

    public GatewayConfig withLog(LogConfig changed) {
        return new GatewayConfig(web, storage, consistencyCheck, names, changed, bounds);
    }

    public GatewayConfig withBounds(GatewayBounds changed) {
        return new GatewayConfig(web, storage, consistencyCheck, names, log, changed);
    }
}
