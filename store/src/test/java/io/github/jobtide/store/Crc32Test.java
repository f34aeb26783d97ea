package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Crc32Test {
    static LongStream seeds() {
        return Seeds.first(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theChecksumOfTwoPiecesIsMadeFromTheirs(long seed) {
        Random random = new Random(seed);
        byte[] all = new byte[random.nextInt(100_000)];
        random.nextBytes(all);
        int cut = seed == 1 ? 0 : random.nextInt(all.length + 1);

        assertThat(Crc32.join(crc(all, 0, cut), crc(all, cut, all.length), all.length - cut))
                .isEqualTo(crc(all, 0, all.length));
    }

    private static int crc(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }
}
