package io.github.jobtide.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.SnappyFramedOutputStream;

/** Against what the library snappy-java writes, and against chunks written by hand. */
class SnappyBodyTest {
    private static final int SEEDS = 500;
    private static final String IDENTIFIER = "ff060000734e61507059";
    /** {@code abcd}, unpacked. */
    private static final String ABCD = "010800006810e6b661626364";

    @Test
    void whatTheLibraryPacksIsUnpacked() {
        Seeds.each(SEEDS, seed -> {
            byte[] plain = randomBytes(new SplittableRandom(seed));

            assertThat(unpacked(packed(plain), plain.length)).isEqualTo(plain);
        });
    }

    @Test
    void aDamagedBodyIsRefusedOrLosesWholeChunks() {
        Seeds.each(SEEDS, seed -> {
            var random = new SplittableRandom(seed);
            byte[] plain = randomBytes(random);
            byte[] damaged = packed(plain);
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] result;
            try {
                result = SnappyBody.unpack(damaged, upTo(Integer.MAX_VALUE));
            } catch (GzipBody.MalformedException e) {
                assertThat(e.forSender).startsWith("snappy: ");
                return;
            } catch (GzipBody.TooLargeException e) {
                throw new AssertionError("nothing is larger than all that may be", e);
            }
            // No checksum tells of a chunk that became one to be skipped.
            assertThat(result).hasSizeLessThanOrEqualTo(plain.length);
        });
    }

    @Test
    void aBodyThatBreaksOffWithinAChunkIsRefused() {
        byte[] whole = bytes(IDENTIFIER + ABCD);
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (length == IDENTIFIER.length() / 2) {
                assertThat(unpacked(part, 0)).isEmpty();
            } else {
                assertThat(refusal(part)).as("first %d bytes", length).isEqualTo("snappy: corrupt input");
            }
        }
    }

    @Test
    void anEmptyBodyIsEmpty() {
        assertThat(unpacked(new byte[0], 0)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"padding,fe030000000000", "a chunk that may be skipped,80010000aa",
            "a second identifier," + IDENTIFIER})
    void chunksWithoutDataAreSkipped(String what, String chunk) {
        byte[] body = bytes(IDENTIFIER + chunk + ABCD + chunk + ABCD);

        assertThat(new String(unpacked(body, 8), UTF_8)).as(what).isEqualTo("abcdabcd");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"no identifier," + ABCD, "another identifier,ff060000734e61507058",
            "a long identifier,ff070000734e6150705900", "text,6d20310a", "a block without a frame,04 0c 61626364",
            "a wrong checksum," + IDENTIFIER + "010800006910e6b661626364",
            "a chunk without a checksum," + IDENTIFIER + "01030000000000",
            "a copy of nothing," + IDENTIFIER + "0007000000000000 04 0100",
            "a copy from before the beginning," + IDENTIFIER + "0009000000000000 05 00 61 0d 02",
            "a literal past the end," + IDENTIFIER + "0007000000000000 04 0c 61",
            "a length past the end," + IDENTIFIER + "0007000000000000 ff ff ff",
            "a length of more than a chunk," + IDENTIFIER + "0008000000000000 818004 00"})
    void whatIsNoFramedSnappyIsCorrupt(String what, String hex) {
        assertThat(refusal(bytes(hex))).as(what).isEqualTo("snappy: corrupt input");
    }

    @Test
    void aChunkThatMayNotBeSkippedIsNotSupported() {
        assertThat(refusal(bytes(IDENTIFIER + "0200000000"))).isEqualTo("snappy: unsupported input");
    }

    @Test
    void whatWouldBeTooLargeIsRefusedBeforeItIsUnpacked() {
        byte[] bomb = packed(new byte[1 << 20]);
        bomb[bomb.length / 2] ^= 1; // unpacking would find this

        assertThat(bomb).hasSizeLessThan(60_000);
        assertThatThrownBy(() -> SnappyBody.unpack(bomb, upTo((1 << 20) - 1)))
                .isInstanceOf(GzipBody.TooLargeException.class);
        assertThat(refusal(bomb)).isEqualTo("snappy: corrupt input");
    }

    private static byte[] randomBytes(SplittableRandom random) {
        var plain = new ByteArrayOutputStream();
        while (random.nextInt(8) > 0) {
            byte[] piece = new byte[random.nextInt(1 << random.nextInt(17)) + 1];
            random.nextBytes(piece);
            if (random.nextBoolean()) {
                Arrays.fill(piece, (byte) random.nextInt(4));
            }
            for (int times = random.nextInt(3); times >= 0; times--) {
                plain.writeBytes(piece);
            }
        }
        return plain.toByteArray();
    }

    static byte[] packed(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var stream = new SnappyFramedOutputStream(packed)) {
            stream.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] unpacked(byte[] body, int maxBytes) {
        try {
            return SnappyBody.unpack(body, upTo(maxBytes));
        } catch (GzipBody.MalformedException | GzipBody.TooLargeException e) {
            throw new AssertionError(new String(body, ISO_8859_1), e);
        }
    }

    private static String refusal(byte[] body) {
        try {
            return "unpacked to " + SnappyBody.unpack(body, upTo(1 << 20)).length + " bytes";
        } catch (GzipBody.MalformedException e) {
            return e.forSender;
        } catch (GzipBody.TooLargeException e) {
            return "too large";
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Unpacked upTo(int maxBytes) {
        return new Unpacked(maxBytes, _ -> true);
    }
}
