package io.github.jobtide.gateway.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often one source may fail to show who it is: after a pause {@value #BURST} times at once, then once a second. Sources are
 * addresses, of IPv6 the networks of 64 bits; those that failed last are remembered. Any thread.
 */
final class FailureLimits {
    static final int BURST = 30;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_SOURCES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /** Whether that source may fail once more; then it has. */
    synchronized boolean tryTake(String source, long nowNanos) {
        return buckets.computeIfAbsent(network(source), _ -> new TokenBucket(INTERVAL, BURST, nowNanos))
                .tryTake(nowNanos);
    }

    /** It has not failed after all. */
    synchronized void giveBack(String source) {
        TokenBucket bucket = buckets.get(network(source));
        if (bucket != null) {
            bucket.giveBack();
        }
    }

    private static String network(String source) {
        try {
            InetAddress address = InetAddress.ofLiteral(source);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                    : source;
        } catch (IllegalArgumentException e) {
            return source;
        }
    }
}
