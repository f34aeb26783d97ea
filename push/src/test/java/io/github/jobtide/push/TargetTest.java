package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({"http://localhost:9091, http://localhost:9091, /metrics/job/j",
            "https://push.example.com/, https://push.example.com, /metrics/job/j",
            "https://push.example.com:443/a/b//, https://push.example.com/a/b, /a/b/metrics/job/j",
            "HTTP://Example.com:80/x, http://Example.com/x, /x/metrics/job/j",
            "http://[::1]:9091/p, http://[::1]:9091/p, /p/metrics/job/j"})
    void aBaseUrlKeepsItsPrefix(String given, String url, String path) {
        Target target = target(given);

        assertThat(target.url()).isEqualTo(url);
        assertThat(target.replacePath(Group.of("j"))).isEqualTo(path);
        assertThat(target.addPath(Group.of("j"))).isEqualTo(path.replace("/metrics", "/api/v2/add/metrics"));
    }

    @ParameterizedTest
    @CsvSource({"localhost:9091, does not begin with http:// or https://",
            "ftp://x, does not begin with http:// or https://", "http://, is not a URL", "http:///x, names no host",
            "http://a b, is not a URL", "http://x?y, goes on behind the path; leave out ? and #",
            "http://x#y, goes on behind the path; leave out ? and #",
            "http://x:70000, has a port that is not between 1 and 65535", "http://under_score, names no host"})
    void anythingElseIsRefusedWithAnExample(String given, String problem) {
        assertThatThrownBy(() -> target(given)).isInstanceOf(UnusableSettingException.class)
                .hasMessage("the gateway '" + given + "' " + problem + "; write for example http://localhost:9091");
    }

    @Test
    void aPasswordInAUrlIsRefusedAndNotQuoted() {
        assertThatThrownBy(() -> target("https://me:s3cret@push.example.com"))
                .hasMessage("the URL of the gateway holds an @, as with a user and a password;"
                        + " put those into a file or the environment");
    }

    @Test
    void aGroupIsSpelledSoThatEveryGatewayReadsItBack() {
        Map<String, String> labels = new TreeMap<>(
                Map.of("path", "/var/tmp", "empty", "", "dots", "..", "name", "Größe +1%", "plain", "a-b_c.d~e"));

        assertThat(new Group("nightly backup", new TreeMap<>(labels)).path()).isEqualTo(
                "/job/nightly%20backup/dots@base64/Li4/empty@base64/=/name/Gr%C3%B6%C3%9Fe%20%2B1%25"
                        + "/path@base64/L3Zhci90bXA/plain/a-b_c.d~e");
        assertThat(Group.of("a/b?").path()).isEqualTo("/job@base64/YS9iPw");
    }

    @ParameterizedTest
    @CsvSource({"9a", "a-b", "''", "__name__", "job", "ä"})
    void aLabelThatNoGatewayTakesIsRefused(String name) {
        assertThatThrownBy(() -> new Group("j", new TreeMap<>(Map.of(name, "x"))))
                .isInstanceOf(UnusableSettingException.class).hasMessageStartingWith("a group cannot have the label '"
                        + name + "'");
        assertThatThrownBy(() -> Group.of("")).hasMessageStartingWith("the name of the job is empty");
    }

    @Test
    void aCertificateAndItsKeyComeTogether() {
        assertThatThrownBy(() -> new TlsFiles(Optional.empty(), Optional.of(Path.of("c")), Optional.empty()))
                .hasMessage("the client certificate c needs its key; name that file too");
        assertThatThrownBy(() -> new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(Path.of("k"))))
                .hasMessage("the client key k needs its certificate; name that file too");
    }

    private static Target target(String url) {
        return Target.of(url, new Credentials.None(), TlsFiles.NONE);
    }
}
