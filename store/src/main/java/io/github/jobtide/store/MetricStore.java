package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.Outcome.Unavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Holds the groups: takes pushes and deletes, judges them, makes them durable, and shows the state after each batch.
 *
 * <p>Any number of threads may call; none waits for the disk, and who opens or closes a snapshot only while a batch is put in its place in memory. Each answer is given exactly once, from the committer's thread, and must
 * not block it; only a request for which there is no room is answered at once. Answers come in the order of submission.
 */
public final class MetricStore implements AutoCloseable {
    private final Engine engine;
    private final InstantSource clock;
    private final PushRenderer renderer;
    private final RequestQueue queue;
    private final Ledger ledger;
    private final HistogramResets resets;
    private final Committer committer;

    private MetricStore(Engine engine, InstantSource clock, PushRenderer renderer, RequestQueue queue, Ledger ledger,
            HistogramResets resets) {
        this.engine = engine;
        this.clock = clock;
        this.renderer = renderer;
        this.queue = queue;
        this.ledger = ledger;
        this.resets = resets;
        this.committer = new Committer(queue, engine, ledger);
    }

    /**
     * Loads what the engine has and starts the committer.
     *
     * @param engine closed with the store
     * @param ownFamilies names and types that the gateway exports itself, which pushed families must fit; all names classic
     * @param names what pushed metrics and labels may be called; what is stored already is shown in any case
     * @throws StorageException if the engine cannot be used
     */
    public static MetricStore open(Engine engine, Map<String, MetricType> ownFamilies, StoreLimits limits,
            NameRule names, InstantSource clock) {
        ShapeTable shapes = new ShapeTable();
        Readers readers = new Readers();
        WorkingState state = new WorkingState(shapes, readers);
        FamilyLists lists = new FamilyLists();
        PushRenderer renderer = new PushRenderer(shapes, state::place, names);
        HistogramResets resets = new HistogramResets();
        Judge judge = new Judge(state, shapes, lists, new FamilyAdder(renderer, shapes, limits.maxFamilyValues()),
                resets,
                Map.copyOf(ownFamilies), limits);
        KnownIds ids = new KnownIds(limits.maxPushIds());
        Loader loader = new Loader(state, shapes, lists, judge, ids);
        long loaded = engine.load(loader);
        Ledger ledger = new Ledger(state, readers, judge, resets, loader.finish(), ids, loaded, clock);
        engine.start(() -> ledger.snapshot().live());
        RequestQueue queue = new RequestQueue(limits.maxQueuedPushes(), limits.maxQueuedBytes());
        MetricStore store = new MetricStore(engine, clock, renderer, queue, ledger, resets);
        store.committer.start();
        return store;
    }

    /** Takes a push that says nothing of itself. */
    public void push(GroupKey key, PushMode mode, List<MetricFamily> families, Consumer<Outcome> answer) {
        push(key, mode, Mark.NONE, families, answer);
    }

    /** Takes a push. Rendering and the checks that need no other group are done here, on the caller's thread. */
    public void push(GroupKey key, PushMode mode, Mark mark, List<MetricFamily> families, Consumer<Outcome> answer) {
        submit(renderer.render(key, mode, families, mark, now(), answer));
    }

    /**
     * Takes a push if its text differs by its values alone from one that came lately to a group of the same label names, as most do.
     *
     * @param reader reads a text as this one is to be read
     * @return false if not, and nothing has been done: then the text must be read
     */
    public boolean pushKnown(GroupKey key, PushMode mode, Mark mark, byte[] text,
            Function<byte[], List<MetricFamily>> reader, Consumer<Outcome> answer) {
        Request.Push push = renderer.renderKnown(key, mode, text, reader, mark, now(), answer);
        if (push != null) {
            submit(push);
        }
        return push != null;
    }

    private long now() {
        return Nanos.of(clock.instant());
    }

    /** Removes exactly that group; the answer tells whether it was there. */
    public void delete(GroupKey key, Consumer<Outcome> answer) {
        submit(new Request.Delete(key, answer));
    }

    /**
     * Removes that group if the last push that was accepted to it is the one that was seen; else it is refused, and stays as it is. The
     * answer tells whether it was there.
     *
     * @param pushNanos as {@link StoredGroup#pushNanos} told
     */
    public void deleteIfLastPushed(GroupKey key, long pushNanos, Consumer<Outcome> answer) {
        submit(new Request.Delete(key, OptionalLong.of(pushNanos), answer));
    }

    /** Removes every group, in one batch. */
    public void wipe(Consumer<Outcome> answer) {
        submit(new Request.Wipe(answer));
    }

    /** The state after the latest batch; to be closed. */
    public Snapshot snapshot() {
        return ledger.snapshot();
    }

    public StorageStatus storage() {
        return engine.status();
    }

    /** What became of accepted pushes, since the start. */
    public PushCounts counts() {
        return ledger.counts();
    }

    /** Requests that wait for the committer. */
    public int queuedPushes() {
        return queue.size();
    }

    /** Totals of histograms that began anew since the store was opened, because a push had buckets of other bounds. */
    public long histogramResets() {
        return resets.total();
    }

    /** Answers what is queued, then closes the engine. */
    @Override
    public void close() {
        committer.close();
        engine.close();
    }

    private void submit(Request request) {
        if (!queue.offer(request)) {
            Committer.answer(request.answer(),
                    new Unavailable(
                            "too many pushes are waiting to be stored, or too large ones; try again in a moment."
                                    + " How many may wait is set by --limits.queued-pushes"));
        }
    }
}
