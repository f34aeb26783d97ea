package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.gateway.GatewayConfig;
import io.github.jobtide.gateway.ListenAddress;
import io.github.jobtide.gateway.LogConfig;
import io.github.jobtide.lint.LintMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class ServeFlagsTest {
    @Test
    void withoutFlagsEverythingIsAsTheGatewaySays() {
        assertThat(config()).isEqualTo(GatewayConfig.DEFAULT);
    }

    @Test
    void everyFlagReachesTheGateway() {
        GatewayConfig config = config("--web.listen-address=127.0.0.1:1", "--web.listen-address", "[::1]:2",
                "--web.telemetry-path=/scrape", "--web.external-url=http://gateway.example.com/jobs/",
                "--web.enable-lifecycle", "--web.enable-admin-api", "--persistence.file=groups",
                "--persistence.interval=1h30m", "--push.disable-consistency-check", "--log.level=warn",
                "--log.format=json", "--storage.path=there", "--storage.lock-wait=10s",
                "--web.config.file=web.yml", "--access.config.file=jobtide-gateway.yml",
                "--push.enable-utf8-names", "--lint=enforce");

        assertThat(config.web().listenAddresses()).containsExactly(new ListenAddress("127.0.0.1", 1),
                new ListenAddress("::1", 2));
        assertThat(config.web().telemetryPath()).isEqualTo("/scrape");
        assertThat(config.web().normalPrefix()).isEqualTo("/jobs");
        assertThat(config.web().lifecycle()).isTrue();
        assertThat(config.web().adminApi()).isTrue();
        assertThat(config.web().configFile()).contains(Path.of("web.yml"));
        assertThat(config.accessFile()).contains(Path.of("jobtide-gateway.yml"));
        assertThat(config.storage().persistenceFile()).contains(Path.of("groups"));
        assertThat(config.storage().persistenceInterval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.storage().path()).contains(Path.of("there"));
        assertThat(config.storage().lockWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.consistencyCheck()).isFalse();
        assertThat(config.names()).isEqualTo(NameRule.UTF_8);
        assertThat(config.lint()).isEqualTo(LintMode.ENFORCE);
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.LogLevel.WARN, LogConfig.LogFormat.JSON));
    }

    @Test
    void everySwitchCanBeTurnedOffByName() {
        GatewayConfig config = config("--no-web.enable-lifecycle", "--no-web.enable-admin-api",
                "--no-push.disable-consistency-check", "--no-push.enable-utf8-names", "--no-web.systemd-socket",
                "--web.config.file=", "--access.config.file=");

        assertThat(config).isEqualTo(GatewayConfig.DEFAULT);
    }

    @Test
    void aSwitchMayAlsoBeGivenAsAValue() {
        assertThat(config("--web.enable-lifecycle=true").web().lifecycle()).isTrue();
        assertThat(config("--web.enable-lifecycle=false").web().lifecycle()).isFalse();
    }

    @Test
    void aRoutePrefixOverridesThePathOfTheExternalUrl() {
        GatewayConfig config = config("--web.external-url=http://gateway.example.com/jobs", "--web.route-prefix=/");

        assertThat(config.web().routePrefix()).isEqualTo(Optional.of("/"));
        assertThat(config.web().normalPrefix()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "--web.systemd-socket              | --web.systemd-socket is not supported",
            "--web.listen-address=vsock://:9091| vsock is not supported",
            "--web.listen-address=9091         | cannot listen on '9091'",
            "--web.listen-address=:70000       | port 70000 does not exist",
            "--log.level=loud                  | --log.level must be one of debug, info, warn, error, not 'loud'",
            "--log.format=xml                  | --log.format must be one of logfmt, json, not 'xml'",
            "--lint=on                         | --lint must be one of off, warn, enforce, not 'on'",
            "--web.telemetry-path=metrics      | must begin with a slash",
            "--web.external-url=http://a b     | is not a URL",
            "--persistence.interval=5          | '5' is not a duration",
            "--no-such-flag                    | Unknown option: '--no-such-flag'",
            "stray                             | Unmatched argument at index 1: 'stray'"})
    void whatCannotBeServedIsRefused(String flag, String complaint) {
        assertThatThrownBy(() -> config(flag)).isInstanceOf(ParameterException.class).hasMessageContaining(complaint);
    }

    @Test
    void aFlagGivenTwiceIsRefused() {
        assertThatThrownBy(() -> config("--log.level=info", "--log.level=warn"))
                .isInstanceOf(ParameterException.class).hasMessageContaining("should be specified only once");
    }

    private static GatewayConfig config(String... flags) {
        String[] arguments = new String[flags.length + 1];
        arguments[0] = "serve";
        System.arraycopy(flags, 0, arguments, 1, flags.length);
        CommandLine.ParseResult serve = JobtideCommand.commandLine().parseArgs(arguments).subcommand();
        return ((ServeCommand) serve.commandSpec().userObject()).config();
    }
}
