package io.github.jobtide.gateway;

import java.time.Duration;

/**
 * What the gateway lets its clients take, at the most.
 *
 * @param maxBodyBytes a body as sent
 * @param maxUnpackedBytes the same, unpacked
 * @param maxHeadBytes request line and headers together
 * @param maxConnections connections at one time; more are closed as they come
 * @param maxBytesInFlight bodies being received, parsed or waiting for storage, all together
 * @param maxScrapes pages being written at one time
 * @param readTimeout how long a connection's first head may take to arrive, and any body after its head
 * @param idleTimeout how long a connection may wait for its next head
 * @param writeTimeout how long a reader may take for one page
 * @param stopTimeout how long requests in flight may take after a stop
 */
public record GatewayBounds(int maxBodyBytes, int maxUnpackedBytes, int maxHeadBytes, int maxConnections,
        long maxBytesInFlight, int maxScrapes, Duration readTimeout, Duration idleTimeout, Duration writeTimeout,
        Duration stopTimeout) {
    /** Bounds that fit a heap of that many bytes. */
    public static GatewayBounds forHeap(long heapBytes) {
        return new GatewayBounds(64 << 20, 64 << 20, 64 << 10, 10_000, Math.max(64L << 20, heapBytes / 8), 8,
                Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(120), Duration.ofSeconds(20));
    }
}
