package io.github.jobtide.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void everySeedIsTriedInOrder() {
        List<Long> tried = new ArrayList<>();

        Seeds.each(3, tried::add);

        assertThat(tried).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aFailureNamesItsSeed() {
        assertThatThrownBy(() -> Seeds.each(5, seed -> assertThat(seed).isLessThan(3)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 3 (repeat with -Djobtide.seed=3): ");
    }
}
