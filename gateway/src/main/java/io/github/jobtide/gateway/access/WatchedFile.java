package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A configuration file, and those that it names, as they were when they were last right. A change counts as soon as it has stood still
 * between two looks; one that is wrong is told of and otherwise ignored, and one that could not be read for another reason, such as a lack of
 * memory, is read again after a while. Looked at by one thread, asked by any.
 */
final class WatchedFile<T> {
    private static final System.Logger LOG = System.getLogger(Access.class.getName());

    /** After a failure that may not be the file's. */
    static final int LOOKS_UNTIL_RETRY = 60;

    private final String what;
    private final Path file;
    private final InstantSource clock;
    private final Reader<T> reader;
    private volatile T content;
    private volatile Access.Status status;
    private volatile boolean asked;
    private Sources.Fingerprint tried;
    private Sources.Fingerprint seen;
    /** Looks until it is read again; 0 if that is not wanted. */
    private int retryIn;

    /**
     * Reads it for the first time.
     *
     * @param what it is, for the log
     * @throws GatewayException if it is wrong
     */
    WatchedFile(String what, Path file, InstantSource clock, Reader<T> reader) {
        this.what = what;
        this.file = file.toAbsolutePath();
        this.clock = clock;
        this.reader = reader;
        var sources = new Sources();
        this.content = reader.read(this.file, sources, Optional.empty());
        this.status = new Access.Status(true, clock.instant());
        this.tried = sources.fingerprint();
        this.seen = tried;
    }

    T content() {
        return content;
    }

    Access.Status status() {
        return status;
    }

    /** Has it read at the next look, changed or not. */
    void readSoon() {
        asked = true;
    }

    /** Reads it if it is due; returns whether something new came of that. */
    boolean look() {
        Sources.Fingerprint now = tried.now();
        boolean changed = !now.equals(tried) && now.equals(seen);
        seen = now;
        boolean retry = retryIn > 0 && --retryIn == 0;
        if (asked || changed || retry) {
            asked = false;
            retryIn = 0;
            return readAgain();
        }
        return false;
    }

    private boolean readAgain() {
        var sources = new Sources();
        try {
            content = reader.read(file, sources, Optional.of(content));
            LOG.log(System.Logger.Level.INFO, "{0} read again: {1}", what, file);
            status = new Access.Status(true, clock.instant());
            return true;
        } catch (GatewayException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} not taken, what it said before stays in force: {1}", what,
                    e.getMessage());
            status = new Access.Status(false, status.inForce());
            return false;
        } catch (RuntimeException | Error e) {
            status = new Access.Status(false, status.inForce());
            retryIn = LOOKS_UNTIL_RETRY;
            LOG.log(System.Logger.Level.ERROR, what + " could not be read, what it said before stays in force; it is"
                    + " read again in half a minute, or as soon as it changes: " + file, e);
            return false;
        } finally {
            tried = sources.fingerprint();
            seen = tried;
        }
    }

    /** Makes something of a file. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * @param before what is in force; empty at the start
         * @throws GatewayException if the file is wrong, with one line that says why
         */
        T read(Path file, Sources sources, Optional<T> before);
    }
}
