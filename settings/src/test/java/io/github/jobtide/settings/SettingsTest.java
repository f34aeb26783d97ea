package io.github.jobtide.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.push.Credentials;
import io.github.jobtide.push.Group;
import io.github.jobtide.push.Push;
import io.github.jobtide.push.PushMode;
import io.github.jobtide.push.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static final String THREE = """
            default-environment: development
            environments:
              production:
                gateway: https://push.prod.example.com
                token-file: token
                ca-file: /etc/ssl/ca.pem
                client-cert-file: me.crt
                client-key-file: me.key
              staging: {gateway: "https://push.staging.example.com", user: job, password-file: /etc/jobtide/password}
              development: {gateway: "http://localhost:9091"}
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();

    @Test
    void anOptionGoesBeforeTheEnvironmentAndThatBeforeTheFile() {
        write("jobtide.yml", THREE);

        assertThat(url()).isEqualTo("http://localhost:9091");
        environment.put("PUSHGATEWAY_URL", "http://a:1");
        assertThat(url()).isEqualTo("http://a:1");
        environment.put("JOBTIDE_GATEWAY", "http://b:2");
        assertThat(url()).isEqualTo("http://b:2");
        options.put("env", "staging");
        assertThat(url()).isEqualTo("https://push.staging.example.com");
        options.remove("env");
        options.put("gateway", "http://c:3/prefix/");
        assertThat(url()).isEqualTo("http://c:3/prefix");
    }

    @Test
    void anEnvironmentIsChosenByOptionThenByItsOwnVariableThenByTheCommonOne() {
        write("jobtide.yml", THREE);

        environment.put("ENVIRONMENT", "staging");
        assertThat(settings().destination().environment()).contains("staging");
        environment.put("JOBTIDE_ENV", "production");
        assertThat(settings().destination().environment()).contains("production");
        options.put("env", "development");
        assertThat(settings().destination().environment()).contains("development");
    }

    @Test
    void aProfileSaysHowToGetInByFilesBesideItself() {
        write("jobtide.yml", THREE);
        options.put("env", "production");

        Destination found = settings().destination();

        assertThat(found.target().credentials()).isEqualTo(new Credentials.TokenFile(folder.resolve("token")));
        assertThat(found.target().files()).isEqualTo(new TlsFiles(Optional.of(Path.of("/etc/ssl/ca.pem")),
                Optional.of(folder.resolve("me.crt")), Optional.of(folder.resolve("me.key"))));
        options.put("env", "staging");
        assertThat(settings().destination().target().credentials())
                .isEqualTo(new Credentials.UserPasswordFile("job", Path.of("/etc/jobtide/password")));
    }

    @Test
    void theTokenOfAProfileGoesToNoOtherGateway() {
        write("jobtide.yml", THREE.replace("development:", "here: {gateway: \"http://x:1\", token-file: t}\n  "
                + "development:").replace("default-environment: development", "default-environment: production"));
        environment.put("JOBTIDE_GATEWAY", "http://elsewhere:1");

        assertThat(settings().destination().target().credentials()).isEqualTo(new Credentials.None());
        assertThat(settings().destination().target().files()).isEqualTo(TlsFiles.NONE);
    }

    @Test
    void whatAnEnvironmentNeedsMayStandInTheEnvironment() {
        write("jobtide.yml", THREE);
        options.put("env", "production");
        environment.put("JOBTIDE_TOKEN", "s3cret");

        Destination found = settings().destination();

        assertThat(found.target().credentials()).isEqualTo(new Credentials.TokenVariable("JOBTIDE_TOKEN"));
        assertThat(found.target().files().certificate()).contains(folder.resolve("me.crt"));
        assertThat(found.toString()).doesNotContain("s3cret");
        assertThat(found.environment()).as("it is not what the file alone says").isEmpty();
    }

    @Test
    void whatWaitsIsSpooledByTheNameOfItsEnvironment() {
        write("jobtide.yml", THREE);
        Push push = new Push(Group.of("j"), PushMode.REPLACE, Push.TEXT, List.of(), "", Instant.EPOCH);

        assertThat(settings().destination().spooled(push).environment()).contains("development");
        environment.put("JOBTIDE_GATEWAY", "http://a:1");
        assertThat(settings().destination().spooled(push).target()).map(target -> target.url()).contains("http://a:1");
        assertThat(settings().environment("staging").orElseThrow().url()).isEqualTo("https://push.staging.example.com");
        assertThat(settings().environment("nowhere")).isEmpty();
    }

    @Test
    void anEnvironmentThatNobodyKnowsYetIsNamedSoThatWhatGoesThereCanWait() {
        environment.put("JOBTIDE_ENV", "soon");

        assertThatThrownBy(this::url).hasMessage("JOBTIDE_ENV names the environment 'soon', and there is no jobtide.yml"
                + " that says what it is; looked for " + folder + "/jobtide.yml, " + folder
                + "/home/.config/jobtide/jobtide.yml, " + folder + "/etc/jobtide.yml")
                .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.environment()).contains("soon"));
    }

    @Test
    void withNothingSetItSaysSoAndWhereItLooked() {
        assertThatThrownBy(this::url).isInstanceOf(SettingsException.class).hasMessage("no gateway configured; name it"
                + " with --gateway URL or JOBTIDE_GATEWAY, for example http://localhost:9091, or in a file; looked for "
                + folder + "/jobtide.yml, " + folder + "/home/.config/jobtide/jobtide.yml, " + folder
                + "/etc/jobtide.yml");
    }

    @Test
    void filesAreLookedForHereThenAtHomeThenInEtcAndTheFirstCountsAlone() {
        write("etc/jobtide.yml", "gateway: http://etc:1\n");
        assertThat(url()).isEqualTo("http://etc:1");
        write("home/.config/jobtide/jobtide.yml", "gateway: http://home:1\n");
        assertThat(url()).isEqualTo("http://home:1");
        environment.put("XDG_CONFIG_HOME", folder + "/xdg");
        assertThat(url()).isEqualTo("http://etc:1");
        write("xdg/jobtide/jobtide.yml", "gateway: http://xdg:1\n");
        assertThat(url()).isEqualTo("http://xdg:1");
        write("jobtide.yml", "gateway: http://here:1\n");
        assertThat(url()).isEqualTo("http://here:1");
        environment.put("JOBTIDE_CONFIG", write("other.yml", "gateway: http://other:1\n").toString());
        assertThat(url()).isEqualTo("http://other:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "env=prod | --env: there is no environment 'prod' in F/jobtide.yml; there are: production, staging, development",
            "JOBTIDE_ENV=prod | JOBTIDE_ENV: there is no environment 'prod' in F/jobtide.yml; there are: production, staging, development",
            "ENVIRONMENT=prod | ENVIRONMENT: there is no environment 'prod' in F/jobtide.yml; there are: production, staging, development",
            "gateway=localhost:9091 | --gateway: the gateway 'localhost:9091' does not begin with http:// or https://; write for example http://localhost:9091",
            "JOBTIDE_GATEWAY=http://me:s3cret@h | JOBTIDE_GATEWAY: the URL of the gateway holds an @, as with a user and a password; put those into a file or the environment",
            "JOBTIDE_CLIENT_KEY_FILE=k | the environment variable JOBTIDE_CLIENT_KEY_FILE is of no use alone; give JOBTIDE_CLIENT_CERT_FILE, too",
            "user=me | --user has no password; name the file that holds it with --password-file",
            "config=F/none.yml | F/none.yml cannot be read: there is no such file"})
    void whatIsWrongIsNamedWithItsPlace(String setting, String complaint) {
        write("jobtide.yml", THREE);
        String name = setting.substring(0, setting.indexOf('='));
        String value = setting.substring(name.length() + 1).replace("F/", folder + "/");
        (Character.isLowerCase(name.charAt(0)) ? options : environment).put(name, value);

        assertThatThrownBy(this::url).isInstanceOf(SettingsException.class)
                .hasMessage(complaint.replace("F/", folder + "/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "gatway: http://x | , line 1: there is no key 'gatway'; there are: default-environment, environments, jobs, gateway,",
            "environments:%  a:%    gateway: http://x%    tokenfile: s3cret | , line 4: there is no key 'tokenfile' in environments.a; there are: gateway, token-file,",
            "environments: {a: {token-file: t}} | , line 1: environments.a: names no gateway;",
            "gateway: http://x%token-file: a%password-file: s3cret | , line 3: password-file: a gateway takes one token or password, and token-file names another",
            "token-file: a | , line 1: token-file: belongs to a gateway, and none is named beside it",
            "gateway: http://x%environments: {a: {gateway: http://y}} | , line 1: gateway: stands beside environments;",
            "environments: {a: {gateway: http://y}}%default-environment: b | , line 2: default-environment: is none of the environments; there are: a",
            "environments: {a: {gateway: http://y}} | no gateway configured: F has environments and no default-environment; choose one with --env NAME or JOBTIDE_ENV; there are: a",
            "gateway: [ | : this is not YAML"})
    void aFileThatSaysItWronglyIsToldByLineAndNoValue(String text, String complaint) {
        Path file = write("jobtide.yml", text.replace('%', '\n') + "\n");

        assertThatThrownBy(this::url).isInstanceOf(SettingsException.class)
                .hasMessageContaining(complaint.replace("F ", file + " ")).hasMessageContaining(file.toString())
                .message().doesNotContain("s3cret");
    }

    @Test
    void aFileThatEverybodyCanWriteToIsNotFollowed() throws IOException {
        Path file = write("jobtide.yml", "gateway: http://x:1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatThrownBy(this::url).hasMessage(file + " can be written to by everybody, who could send your token"
                + " anywhere; take that away with: chmod o-w " + file);
        options.put("config", file.toString());
        assertThat(url()).isEqualTo("http://x:1");
    }

    @Test
    void aFileIsNotReadWhereItIsNotNeeded() {
        write("jobtide.yml", "nonsense: [");
        environment.put("JOBTIDE_GATEWAY", "http://a:1");

        assertThat(url()).isEqualTo("http://a:1");
    }

    @Test
    void jobsAreDeclaredInTheFileOrBesideIt() {
        write("jobtide.yml", "gateway: http://x:1\n");
        write("jobs.yml", """
                runbook-base: https://runbooks.example.com/
                jobs:
                  - job: stock
                    schedule: "*/15 * * * *"
                    timezone: Europe/Berlin
                    max-duration: 10m
                    grace: 1m
                    tolerate: 2
                    owner: wireless
                    severity: warning
                    thresholds:
                      - {metric: stock_available, below: 1000, fresh: 1h}
                  - {job: other, every: 6h}
                """);

        DeclaredJob job = settings().job("stock").orElseThrow();
        JobFacts facts = job.over(JobFacts.of("1", "cli"), ZoneOffset.UTC);

        assertThat(facts.schedule().orElseThrow().timeZone()).contains("Europe/Berlin");
        assertThat(facts.owner()).contains("wireless");
        assertThat(facts.tolerate()).isEqualTo(2);
        assertThat(facts.grace()).hasMinutes(1);
        assertThat(facts.maxDuration().orElseThrow()).hasMinutes(10);
        assertThat(settings().job("other").orElseThrow().over(JobFacts.of("1", "cli"), ZoneId.of("UTC")).schedule()
                .orElseThrow().text()).isEqualTo("every 6h");
        assertThat(settings().job("unknown")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "- {job: a, schedule: '* * *'} | , line 2: jobs[0].schedule: the schedule '* * *' has 3 fields",
            "- {job: a}%- {job: a} | , line 3: jobs[1].job: there is a job of that name before",
            "- {job: a, every: 1h, schedule: '@daily'} | , line 2: jobs[0].every: a job has a schedule, or an interval",
            "- {job: a, grace: soon} | , line 2: jobs[0].grace: 'soon' is not a duration",
            "- {job: a, timezone: Mars} | , line 2: jobs[0].timezone: there is no time zone 'Mars'",
            "- {job: a, tolerate: some} | , line 2: jobs[0].tolerate: must be a whole number",
            "- {job: a, tolerate: -1} | , line 2: jobs[0].job: '-1' failed runs cannot be tolerated",
            "- {schedule: '@daily'} | , line 2: jobs[0].job: every entry needs the name of its job",
            "- {job: a, shedule: '@daily'} | , line 2: there is no key 'shedule' in jobs[0]; there are: job, schedule,"})
    void aJobThatIsDeclaredWronglyIsToldByLine(String jobs, String complaint) {
        write("jobtide.yml", "jobs:\n" + jobs.replace('%', '\n') + "\n");

        assertThatThrownBy(() -> settings().job("a")).isInstanceOf(SettingsException.class)
                .hasMessageContaining(complaint);
    }

    private String url() {
        return settings().destination().target().url();
    }

    private Settings settings() {
        environment.put("HOME", folder + "/home");
        return new Settings(new Choice(options), new Variables(environment),
                new SettingsPlaces(folder, environment, folder.resolve("etc")));
    }

    private Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
