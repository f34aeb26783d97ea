package io.github.jobtide.gateway;

import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.store.StoreLimits;
import java.time.Duration;

/**
 * What the gateway lets its clients take, at the most.
 *
 * @param store what is kept
 * @param reader what one body may hold
 * @param maxBodyBytes a body as sent
 * @param maxUnpackedBytes the same, unpacked
 * @param maxHeadBytes the request line, and the headers together
 * @param maxBytesInFlight bodies being received, parsed or waiting for storage, all together
 * @param maxConnections connections at one time; for one more, the one that has waited longest for a request is closed
 * @param maxScrapes pages being put together at one time; those that wait for their readers do not count
 * @param readTimeout how long a connection's first head may take to arrive, and any body after its head
 * @param minBodyRate bytes a second that a body must bring after its first seconds
 * @param idleTimeout how long a connection may wait for its next head
 * @param writeTimeout how long a reader may take for one page
 * @param stopTimeout how long requests in flight may take after a stop
 */
public record GatewayBounds(StoreLimits store, ReaderLimits reader, int maxBodyBytes, int maxUnpackedBytes,
        int maxHeadBytes, long maxBytesInFlight, int maxConnections, int maxScrapes, Duration readTimeout,
        int minBodyRate, Duration idleTimeout, Duration writeTimeout, Duration stopTimeout) {
    private static final int MIB = 1 << 20;
    private static final int OTHER_FILES = 200;
    private static final int HEAD_BYTES = 16 * 1024;
    /** What a connection may take while it holds the largest head that is let in. */
    private static final int CONNECTION_BYTES = 256 * 1024;

    /** Bounds that fit a heap of that many bytes. */
    public static GatewayBounds forHeap(long heapBytes) {
        int body = Math.clamp(heapBytes / 32, 4 * MIB, 64 * MIB);
        int connections = Math.clamp(heapBytes / CONNECTION_BYTES, 500, 10_000);
        return new GatewayBounds(StoreLimits.forHeap(heapBytes), ReaderLimits.DEFAULT, body, body, HEAD_BYTES,
                Math.max(16 * MIB, heapBytes / 8), connections, 8, Duration.ofSeconds(60), 1000,
                Duration.ofSeconds(300), Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    /** For each of these many bytes of heap one large body may be read at a time. */
    static int readers(long heapBytes, int processors) {
        return Math.clamp(heapBytes / (1024L * MIB), 1, processors);
    }

    /** The same, with no more connections than may be open beside the files that storage and listeners need. */
    GatewayBounds withinFiles(long maxFiles) {
        return withConnections((int) Math.min(maxConnections, Math.max(OTHER_FILES, maxFiles - OTHER_FILES)));
    }

    public GatewayBounds withBodies(int bodyBytes, int unpackedBytes, long bytesInFlight) {
        return new GatewayBounds(store, reader, bodyBytes, unpackedBytes, maxHeadBytes, bytesInFlight, maxConnections,
                maxScrapes, readTimeout, minBodyRate, idleTimeout, writeTimeout, stopTimeout);
    }

    public GatewayBounds withConnections(int changed) {
        return new GatewayBounds(store, reader, maxBodyBytes, maxUnpackedBytes, maxHeadBytes, maxBytesInFlight,
                changed, maxScrapes, readTimeout, minBodyRate, idleTimeout, writeTimeout, stopTimeout);
    }

    public GatewayBounds withHeadBytes(int changed) {
        return new GatewayBounds(store, reader, maxBodyBytes, maxUnpackedBytes, changed, maxBytesInFlight,
                maxConnections, maxScrapes, readTimeout, minBodyRate, idleTimeout, writeTimeout, stopTimeout);
    }

    public GatewayBounds withScrapes(int changed) {
        return new GatewayBounds(store, reader, maxBodyBytes, maxUnpackedBytes, maxHeadBytes, maxBytesInFlight,
                maxConnections, changed, readTimeout, minBodyRate, idleTimeout, writeTimeout, stopTimeout);
    }

    public GatewayBounds withTimes(Duration read, int bodyRate, Duration idle, Duration write) {
        return new GatewayBounds(store, reader, maxBodyBytes, maxUnpackedBytes, maxHeadBytes, maxBytesInFlight,
                maxConnections, maxScrapes, read, bodyRate, idle, write, stopTimeout);
    }
}
