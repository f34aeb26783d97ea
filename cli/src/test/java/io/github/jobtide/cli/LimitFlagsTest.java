package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.gateway.GatewayBounds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class LimitFlagsTest {
    private static final long MIB = 1 << 20;

    @Test
    void whatIsNotGivenFollowsFromTheHeap() {
        assertThat(bounds()).isEqualTo(GatewayBounds.forHeap(Runtime.getRuntime().maxMemory()));
        GatewayBounds usual = GatewayBounds.forHeap(640 * MIB);
        assertThat(usual.store().maxMemoryBytes()).isEqualTo(256 * MIB);
        assertThat(usual.store().maxGroups()).isEqualTo(655_360);
        assertThat(usual.maxBodyBytes()).isEqualTo(20 * MIB);
        assertThat(usual.maxBytesInFlight()).isEqualTo(80 * MIB);
        assertThat(usual.maxConnections()).isEqualTo(2560);
    }

    @Test
    void eachLimitCanBeGiven() {
        GatewayBounds bounds = bounds("--limits.groups=7", "--limits.series=8", "--limits.memory=2GiB",
                "--limits.group-series=9", "--limits.group-bytes=1MiB", "--limits.key-bytes=100",
                "--limits.label-sets=10", "--limits.samples=11", "--limits.labels=12", "--limits.name-length=13",
                "--limits.value-length=14KiB", "--limits.body-bytes=15MiB", "--limits.unpacked-bytes=16MiB",
                "--limits.head-bytes=17KiB", "--limits.bytes-in-flight=18MiB", "--limits.queued-pushes=19",
                "--limits.connections=20", "--limits.scrapes=21", "--limits.read-timeout=22s", "--limits.body-rate=23",
                "--limits.idle-timeout=24s", "--limits.write-timeout=25s", "--limits.push-ids=26");

        assertThat(List.of(bounds.store().maxGroups(), bounds.store().maxSeries(), bounds.store().maxMemoryBytes(),
                bounds.store().maxGroupSeries(), bounds.store().maxGroupBytes(), bounds.store().maxKeyBytes(),
                bounds.store().maxNameSets(), bounds.store().maxQueuedPushes(), bounds.store().maxPushIds(),
                bounds.store().maxFamilyValues())).asString()
                .isEqualTo("[7, 8, 2147483648, 9, 1048576, 100, 10, 19, 26, 11]");
        assertThat(bounds.reader()).asString()
                .isEqualTo("ReaderLimits[maxMetrics=11, maxLabels=12, maxNameBytes=13, maxValueBytes=14336]");
        assertThat(List.of(bounds.maxBodyBytes(), bounds.maxUnpackedBytes(), bounds.maxHeadBytes(),
                bounds.maxBytesInFlight(), bounds.maxConnections(), bounds.maxScrapes(), bounds.minBodyRate()))
                .asString().isEqualTo("[15728640, 16777216, 17408, 18874368, 20, 21, 23]");
        assertThat(List.of(bounds.readTimeout(), bounds.idleTimeout(), bounds.writeTimeout()))
                .containsExactly(Duration.ofSeconds(22), Duration.ofSeconds(24), Duration.ofSeconds(25));
    }

    @Test
    void whatIsNoSizeOrNoLimitIsRefused() {
        for (String size : List.of("0", "-1", "1MB", "1.5MiB", "", "9999999999GiB")) {
            assertThatThrownBy(() -> bounds("--limits.body-bytes=" + size)).as(size)
                    .isInstanceOf(ParameterException.class).hasMessageContaining("is not a size");
        }
        assertThatThrownBy(() -> bounds("--limits.groups=0")).isInstanceOf(ParameterException.class)
                .hasMessage("--limits.groups must be more than 0, not 0; leave it out for the default");
        assertThatThrownBy(() -> bounds("--limits.read-timeout=-5s")).isInstanceOf(ParameterException.class);
    }

    private static GatewayBounds bounds(String... arguments) {
        var command = new ServeCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.config().bounds();
    }
}
