package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What an engine's changes come to, as sorted lines of text: the tests' own understanding of them. Any number of threads. */
public final class EngineState implements Consumer<Change>, Engine.LiveState {
    private final TreeMap<String, Change> entries = new TreeMap<>();
    private long sequence;

    public static GroupKey key(String job) {
        return GroupKey.of(Labels.of("job", job));
    }

    /** A family whose shape tells its name. */
    public static Change stored(String job, String family, String values) {
        return new Change.FamilyStored(key(job), family, 7, ("shape " + family).getBytes(StandardCharsets.UTF_8),
                values.getBytes(StandardCharsets.UTF_8));
    }

    public static Change remembered(long id, long nanos) {
        return new Change.PushRemembered(new PushId(id, ~id), nanos);
    }

    @Override
    public synchronized void accept(Change change) {
        String group = change instanceof Change.OfGroup one ? one.group().toString() : "";
        switch (change) {
            case Change.FamilyStored stored -> entries.put(group + " " + stored.family(), change);
            case Change.FamilyRemoved removed -> entries.remove(group + " " + removed.family());
            case Change.GroupTimes _ -> entries.put(group + " ", change);
            case Change.FailuresKept _ -> entries.put(group + " !", change);
            case Change.PushRemembered push -> entries.putIfAbsent(push.id().toString(), change);
            case Change.GroupDeleted _ -> entries.keySet().removeIf(entry -> entry.startsWith(group + " "));
        }
    }

    public synchronized void committed(long number, List<Change> batch) {
        batch.forEach(this);
        sequence = number;
    }

    public synchronized void clear() {
        entries.clear();
        sequence = 0;
    }

    /** The same state, to go on from on its own. */
    public synchronized EngineState copy() {
        EngineState copy = new EngineState();
        copy.entries.putAll(entries);
        copy.sequence = sequence;
        return copy;
    }

    /** It goes on. */
    @Override
    public void close() {}

    @Override
    public synchronized long sequence() {
        return sequence;
    }

    @Override
    public synchronized void forEach(Consumer<Change> target) {
        List.copyOf(entries.values()).forEach(target);
    }

    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Change> entry : entries.entrySet()) {
            lines.add(line(entry.getValue()));
        }
        return lines;
    }

    private static String line(Change change) {
        return switch (change) {
            case Change.FamilyStored stored -> "%s %s @%d %s %s".formatted(stored.group(), stored.family(),
                    stored.pushedNanos(), text(stored.shape()), text(stored.values()).strip());
            case Change.GroupTimes times ->
                "%s times %d %d".formatted(times.group(), times.pushNanos(), times.failureNanos());
            case Change.FailuresKept kept ->
                "%s failures %d %d %s".formatted(kept.group(), kept.failures().resetNanos(),
                        kept.failures().earlier(), Arrays.toString(kept.failures().times()));
            case Change.PushRemembered push -> "%s @%d".formatted(push.id(), push.nanos());
            case Change.FamilyRemoved _,Change.GroupDeleted _ -> throw new AssertionError("not a state: " + change);
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
