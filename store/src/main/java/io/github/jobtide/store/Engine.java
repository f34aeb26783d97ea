package io.github.jobtide.store;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps changes where a restart finds them again. Knows nothing of metrics.
 *
 * <p>Order of calls: {@link #load} once, {@link #start} once, then {@link #commit} from one thread only, {@link #close} at the end;
 * {@link #status} at any time from any thread.
 */
public interface Engine extends AutoCloseable {
    /**
     * Replays what is stored, oldest first: later changes override earlier ones of the same family or group.
     *
     * @return the number of the latest batch found, 0 if there is none
     * @throws StorageException if the place cannot be used at all; mere damage is set aside and told by {@link #status}
     */
    long load(Consumer<Change> replay);

    /**
     * Begins background work.
     *
     * @param live the state after some commit, asked for at any time from any thread, to write it anew and drop history, and then closed
     */
    void start(Supplier<LiveState> live);

    /**
     * Makes a batch durable, all or nothing; on return it has reached the disk. An empty batch proves that storage is sound. A batch of
     * nothing but {@link Change.GroupDeleted} and {@link Change.FamilyRemoved} may use space that is kept back for a full disk.
     *
     * @return the batch's sequence number, rising without gaps
     * @throws StorageException if that failed; nothing of it is kept, and a later call may succeed
     */
    long commit(List<Change> batch);

    StorageStatus status();

    /** Ends background work; what was committed stays. */
    @Override
    void close();

    /** Everything that is stored after the commit of that number, until it is closed. */
    interface LiveState extends AutoCloseable {
        long sequence();

        /** Hands out changes that, applied to nothing, give this state. */
        void forEach(Consumer<Change> target);

        @Override
        void close();
    }
}
