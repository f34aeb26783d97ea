package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChunksEditorTest {
    static LongStream seeds() {
        return Seeds.first(20);
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
                change(editor, model, random, shrinks);
            }
            published.add(editor.publish());
            expected.add(List.copyOf(model.values()));
        }

        for (int i = 0; i < published.size(); i++) {
            assertThat(published.get(i)).containsExactlyElementsOf(expected.get(i));
            assertThat(published.get(i).size()).isEqualTo(expected.get(i).size());
        }
        Chunks<Numbered> last = published.get(published.size() - 1);
        for (int number = 0; number < 2000; number++) {
            assertThat(last.find(number, (item, wanted) -> Integer.compare(item.number(), wanted)))
                    .isSameAs(model.get(number));
        }
    }

    private static void change(ChunksEditor<Numbered> editor, Map<Integer, Numbered> model, Random random,
            boolean shrinks) {
        int number = random.nextInt(2000);
        Numbered old = model.get(number);
        Numbered fresh = new Numbered(number);
        if (old == null && !shrinks) {
            editor.insert(fresh);
            model.put(number, fresh);
        } else if (old != null && (shrinks || random.nextInt(4) == 0)) {
            editor.remove(old);
            model.remove(number);
        } else if (old != null) {
            editor.replace(old, fresh);
            model.put(number, fresh);
        }
    }

    private static final class Numbered extends Chunks.Item {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
