package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** Without {@code JAZZER_FUZZ=1} in the environment this tries the kept inputs only. */
@Tag("fuzz")
class SnappyBodyFuzzTest {
    private static final int MAX_BYTES = 1 << 20;
    private static final byte[] IDENTIFIER = SnappyBodyTest.packed(new byte[0]);

    @FuzzTest(maxDuration = "20s")
    void aBodyIsRefusedOrUnpackedWithinItsBound(byte[] chunks) {
        check(chunks);
        byte[] identified = Arrays.copyOf(IDENTIFIER, IDENTIFIER.length + chunks.length);
        System.arraycopy(chunks, 0, identified, IDENTIFIER.length, chunks.length);
        check(identified);
    }

    private static void check(byte[] body) {
        try {
            assertThat(SnappyBody.unpack(body, new Unpacked(MAX_BYTES, _ -> true))).hasSizeLessThanOrEqualTo(MAX_BYTES);
        } catch (GzipBody.MalformedException e) {
            assertThat(e.forSender).startsWith("snappy: ");
        } catch (GzipBody.TooLargeException e) {
            assertThat(body).isNotEmpty();
        }
    }
}
