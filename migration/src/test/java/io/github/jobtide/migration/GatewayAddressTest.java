package io.github.jobtide.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAddressTest {
    @Test
    void aPasswordGoesIntoTheHeaderAndIsNeverShown() {
        GatewayAddress address = GatewayAddress.parse("https://me:se%2Fcret@host:8443/prefix/");

        assertThat(address).hasToString("https://host:8443/prefix");
        assertThat(address.authorization()).hasValue("Basic bWU6c2UvY3JldA==");
    }

    @Test
    void theSchemeMayBeLeftOut() {
        assertThat(GatewayAddress.parse("localhost:9091")).hasToString("http://localhost:9091");
    }

    @Test
    void aGroupIsNamedByValuesInBase64() {
        assertThat(GatewayAddress.parse("http://h/p").group(Labels.of("instance", "", "job", "a/b", "x", "ü")))
                .hasToString("http://h/p/metrics/job@base64/YS9i=/instance@base64/=/x@base64/w7w=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "http://", "http://me:secret@ho st", "http://host?q",
            "http://secret:x@host/#f"})
    void whatIsNoGatewaysUrlIsRefusedWithoutBeingRepeated(String url) {
        assertThatThrownBy(() -> GatewayAddress.parse(url)).isInstanceOf(MigrationException.class)
                .hasMessageContaining("a gateway's URL must be like").hasMessageNotContaining("secret");
    }
}
