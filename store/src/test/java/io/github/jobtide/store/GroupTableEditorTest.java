package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GroupTableEditorTest {
    private final GroupTableEditor editor = new GroupTableEditor();
    private final Map<GroupPlace, StoredGroup> model = new HashMap<>();
    private final List<GroupPlace> seen = new ArrayList<>();
    private final List<GroupPlace> inUse = new ArrayList<>();
    /** How to take back each change since the last publication, the latest first. */
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private int named;

    static LongStream seeds() {
        return Seeds.first(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void afterAnyChangesSomeTakenBackEveryTablePublishedHoldsWhatItHeldThen(long seed) {
        Random random = new Random(seed);
        List<GroupTable> published = new ArrayList<>();
        List<Map<GroupPlace, StoredGroup>> expected = new ArrayList<>();

        for (int step = 0; step < 150; step++) {
            boolean shrinks = step % 40 > 25;
            change(random, shrinks);
            if (random.nextInt(4) == 0) {
                undo.forEach(Runnable::run);
                undo.clear();
                change(random, shrinks);
            }
            undo.clear();
            assertFinds();
            published.add(editor.publish());
            expected.add(Map.copyOf(model));
        }

        for (int i = 0; i < published.size(); i++) {
            assertHolds(published.get(i), expected.get(i));
        }
    }

    /** Those that are there, and none that are gone, though others may have their numbers. */
    private void assertFinds() {
        inUse.forEach(place -> assertThat(editor.find(place)).isSameAs(model.get(place)));
        seen.stream().filter(place -> !model.containsKey(place))
                .forEach(place -> assertThat(editor.find(place)).isNull());
    }

    private static void assertHolds(GroupTable table, Map<GroupPlace, StoredGroup> expected) {
        expected.forEach((place, group) -> assertThat(table.get(place)).isSameAs(group));
    }

    private void change(Random random, boolean shrinks) {
        for (int i = random.nextInt(200); i > 0; i--) {
            int kind = random.nextInt(3);
            if (inUse.isEmpty() || (kind == 0 && !shrinks)) {
                add(new GroupPlace(GroupLabels.of(key(), GroupNames.of(key().labels())), TIMES));
            } else if (kind == 2 || shrinks) {
                remove(inUse.get(random.nextInt(inUse.size())));
            } else {
                push(inUse.get(random.nextInt(inUse.size())));
            }
        }
    }

    private static final PushTimes TIMES = PushTimes.of(GroupNames.of(Labels.of("job", "j")));

    private GroupKey key() {
        return GroupKey.of(Labels.of("job", "j" + named++));
    }

    private void add(GroupPlace place) {
        set(new StoredGroup(place, Families.NONE, 0, 0));
        inUse.add(place);
        seen.add(place);
        undo.addFirst(() -> {
            editor.remove(place);
            model.remove(place);
            inUse.remove(place);
        });
    }

    private void push(GroupPlace place) {
        StoredGroup before = editor.get(place);
        set(before.with(Families.NONE, before.pushNanos() + 1));
        undo.addFirst(() -> set(before));
    }

    private void remove(GroupPlace place) {
        StoredGroup before = editor.get(place);
        editor.remove(place);
        model.remove(place);
        inUse.remove(place);
        undo.addFirst(() -> {
            set(before);
            inUse.add(place);
        });
    }

    private void set(StoredGroup group) {
        editor.set(group);
        model.put(group.place(), group);
    }
}
