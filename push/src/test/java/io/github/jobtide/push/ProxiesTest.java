package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    @Test
    void byAProxyTheWholeUrlIsAskedFor() {
        try (RawServer proxy = RawServer.answering(RawServer.status(200))) {
            Target target = Target.of("http://push.example.com/x", new Credentials.None(), TlsFiles.NONE);

            Pushes.pusher(new FakeTimer(), Map.of("http_proxy", "http://me:pa%20ss@127.0.0.1:" + proxy.port()))
                    .push(target, Pushes.small(), Pushes.BUDGET);

            assertThat(proxy.requests.get(0))
                    .startsWith("POST http://push.example.com/x/metrics/job/backup HTTP/1.1\r\n")
                    .contains("\r\nHost: push.example.com\r\n",
                            "\r\nProxy-Authorization: Basic bWU6cGEgc3M=\r\n")
                    .endsWith("\r\n\r\nfiles 3\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"http://g, http_proxy, true", "http://g, HTTP_PROXY, false", "http://g, https_proxy, false",
            "https://g, https_proxy, true", "https://g, HTTPS_PROXY, true", "https://g, http_proxy, false",
            "http://g, all_proxy, true", "https://g, ALL_PROXY, true"})
    void whichVariableCountsDependsOnTheGateway(String gateway, String variable, boolean counts) {
        Target target = Target.of(gateway, new Credentials.None(), TlsFiles.NONE);

        assertThat(Proxies.between(target, Map.of(variable, "proxy:3128")).isPresent()).isEqualTo(counts);
        assertThat(Proxies.between(target, Map.of(variable, "proxy:3128", "NO_PROXY", "g"))).isEmpty();
        assertThat(Proxies.between(target, Map.of(variable, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"g.example.com|g.example.com|true", "g.example.com|example.com|true",
            "g.example.com|.example.com|true", "example.com|.example.com|true", "badexample.com|example.com|false",
            "g.example.com|other.com, example.com|true", "G.Example.COM.|example.com|true", "g|*|true", "g||false",
            "g|,, ,|false", "10.1.2.3|10.0.0.0/8|true", "11.1.2.3|10.0.0.0/8|false", "10.1.2.3|10.1.2.3|true",
            "10.1.2.3|0.0.0.0/0|true", "10.1.2.3|10.1.2.3/33|false", "10.1.2.3|2.3|false", "::1|[::1]|true",
            "::1|::1|true", "g.10.0.0.0|10.0.0.0/8|false"})
    void exceptionsAreReadAsCurlDoes(String host, String list, boolean excepted) {
        assertThat(Proxies.isExcepted(host, list == null ? "" : list)).isEqualTo(excepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://me:s3cret@p:1080", "https://me:s3cret@p", "http://me:s3cret@a b"})
    void aProxyThatCannotBeUsedIsNamedByItsVariableAlone(String proxy) {
        Target target = Target.of("http://g", new Credentials.None(), TlsFiles.NONE);

        assertThatThrownBy(() -> Proxies.between(target, Map.of("http_proxy", proxy)))
                .isInstanceOf(UnusableSettingException.class).hasNoCause().hasMessage("the environment variable"
                        + " http_proxy does not name a proxy of the kind http://HOST:PORT; correct it, or name the gateway"
                        + " in no_proxy");
    }

    @Test
    void aProxyDoesNotShowItsPassword() {
        Target target = Target.of("http://g", new Credentials.None(), TlsFiles.NONE);

        assertThat(Proxies.between(target, Map.of("http_proxy", "http://me:s3cret@p:3128")).orElseThrow())
                .hasToString("p:3128");
    }
}
