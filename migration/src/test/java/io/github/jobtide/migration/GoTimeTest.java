package io.github.jobtide.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GoTimeTest {
    @Test
    void bothVersionsAreRead() {
        assertThat(nanos("01 0000000ee2999fc3 1e9486f4 0000")).hasValue(1_795_664_067_513_050_356L);
        assertThat(nanos("02 0000000ee2999fc3 00000001 003c 11")).hasValue(1_795_664_067_000_000_001L);
    }

    @Test
    void timesThatNobodyCountsFrom1970AreNoTimes() {
        assertThat(nanos("01 0000000000000000 00000000 ffff")).hasValue(0);
        assertThat(nanos("01 7fffffffffffffff 00000000 ffff")).hasValue(0);
    }

    @Test
    void otherBytesAreNone() {
        assertThat(nanos("")).isEmpty();
        assertThat(nanos("01 0000000ee2999fc3 1e9486f4 00")).isEmpty();
        assertThat(nanos("02 0000000ee2999fc3 1e9486f4 0000")).isEmpty();
        assertThat(nanos("03 0000000ee2999fc3 1e9486f4 0000")).isEmpty();
        assertThat(nanos("01 0000000ee2999fc3 3b9aca00 0000")).isEmpty();
    }

    private static OptionalLong nanos(String hex) {
        return GoTime.nanos(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
