package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChunksEditorTest {
    static LongStream seeds() {
        return Seeds.first(20);
    }

    static LongStream fewSeeds() {
        return Seeds.first(4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void afterAnyChangesEveryListPublishedHoldsWhatItHeldThen(long seed) {
        Random random = new Random(seed);
        ChunksEditor<Numbered> editor = new ChunksEditor<>(Comparator.comparingInt(Numbered::number));
        TreeMap<Integer, Numbered> model = new TreeMap<>();
        List<Chunks<Numbered>> published = new ArrayList<>();
        List<List<Numbered>> expected = new ArrayList<>();

        for (int step = 0; step < 200; step++) {
            boolean shrinks = step % 50 > 35;
            for (int i = random.nextInt(60); i > 0; i--) {
                change(editor, model, random.nextInt(2000), random, shrinks);
            }
            published.add(editor.publish());
            expected.add(List.copyOf(model.values()));
        }

        for (int i = 0; i < published.size(); i++) {
            assertHolds(published.get(i), expected.get(i));
        }
        assertFinds(published.get(published.size() - 1), model, 2000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void aListOfManyRowsGrowsChangesAndShrinksToNothing(long seed) {
        Random random = new Random(seed);
        ChunksEditor<Numbered> editor = new ChunksEditor<>(Comparator.comparingInt(Numbered::number));
        TreeMap<Integer, Numbered> model = new TreeMap<>();
        int numbers = 5 * Chunks.ROW * Chunks.CHUNK;
        List<Integer> inTurn = new ArrayList<>(IntStream.range(0, numbers).boxed().toList());
        if (seed % 2 == 0) {
            Collections.shuffle(inTurn, random);
        }

        inTurn.forEach(number -> change(editor, model, number, random, false));
        Chunks<Numbered> full = editor.publish();
        List<Numbered> filled = List.copyOf(model.values());
        for (int i = 0; i < numbers; i++) {
            change(editor, model, random.nextInt(numbers), random, random.nextInt(3) == 0);
        }
        Chunks<Numbered> changed = editor.publish();
        TreeMap<Integer, Numbered> afterChanges = new TreeMap<>(model);
        inTurn.forEach(number -> change(editor, model, number, random, true));
        Chunks<Numbered> empty = editor.publish();

        assertHolds(full, filled);
        assertHolds(changed, List.copyOf(afterChanges.values()));
        assertFinds(changed, afterChanges, numbers);
        assertHolds(empty, List.of());
    }

    private static void assertHolds(Chunks<Numbered> list, List<Numbered> expected) {
        List<Numbered> items = new ArrayList<>();
        list.forEach(items::add);
        assertThat(items).isEqualTo(expected);
        assertThat(list.size()).isEqualTo(expected.size());
    }

    private static void assertFinds(Chunks<Numbered> list, Map<Integer, Numbered> expected, int numbers) {
        for (int number = 0; number < numbers; number++) {
            assertThat(list.find(number, (item, wanted) -> Integer.compare(item.number(), wanted)))
                    .isSameAs(expected.get(number));
        }
    }

    private static void change(ChunksEditor<Numbered> editor, Map<Integer, Numbered> model, int number, Random random,
            boolean shrinks) {
        Numbered old = model.get(number);
        Numbered fresh = new Numbered(number);
        if (old == null && !shrinks) {
            editor.insert(fresh);
            model.put(number, fresh);
        } else if (old != null && (shrinks || random.nextInt(4) == 0)) {
            editor.remove(old);
            model.remove(number);
        } else if (old != null) {
            editor.replace(fresh);
            model.put(number, fresh);
        }
    }

    private static final class Numbered {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
