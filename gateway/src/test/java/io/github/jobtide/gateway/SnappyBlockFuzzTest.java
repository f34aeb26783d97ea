package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** Without {@code JAZZER_FUZZ=1} in the environment this tries the kept inputs only. */
@Tag("fuzz")
class SnappyBlockFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void aBlockStaysWithinItsBounds(byte[] block) {
        byte[] target = new byte[1024];
        Arrays.fill(target, (byte) 7);

        boolean sound = new SnappyBlock(block, 0, block.length).unpack(target, 100, 200);

        assertThat(Arrays.copyOf(target, 100)).containsOnly(7);
        assertThat(Arrays.copyOfRange(target, 200, 1024)).containsOnly(7);
        if (sound) {
            assertThat(new SnappyBlock(block, 0, block.length).unpackedLength()).isEqualTo(100);
        }
    }
}
