package io.github.jobtide.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The parts of something that is being started. Unless {@link #keep} was reached, closing it closes them, last one first, so that
 * a part which fails to start leaves nothing running.
 */
final class StartedParts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Hands the parts over, in the order in which they must be closed. */
    List<AutoCloseable> keep() {
        List<AutoCloseable> kept = new ArrayList<>(parts);
        parts.clear();
        return kept;
    }

    @Override
    public void close() {
        closeAll(parts);
    }

    /** Closes every part, whatever the others do; the first failure is thrown at the end. */
    static void closeAll(Iterable<AutoCloseable> parts) {
        GatewayException failure = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                if (failure == null) {
                    failure = new GatewayException("could not close in order: " + e.getMessage(), e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
