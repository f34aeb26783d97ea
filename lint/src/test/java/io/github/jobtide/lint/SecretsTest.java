package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which secrets are found, where, and that none is shown. */
final class SecretsTest {
    private static final String GAUGE = "# HELP m M.\n# TYPE m gauge\n";

    private static List<Finding> found(String rule, Profile profile, Map<String, String> key, String page) {
        LintOptions options = new LintOptions(profile, key, Set.of(), Map.of(), false);
        return RulePages.lint(options, page).findings().stream().filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private static List<Finding> found(String rule, String page) {
        return found(rule, Profile.PUSH, Map.of(), page);
    }

    /** As severity, line and column. */
    private static List<String> places(String rule, String page) {
        return places(found(rule, page));
    }

    private static List<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity().word() + " " + finding.line() + ":" + finding.column()).toList();
    }

    private static String gauge(String... samples) {
        return GAUGE + String.join("\n", samples) + "\n";
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', value = {"password|p&ssw0rd99", "password|/S3cret99",
            "bearer_token|abcdefgh+jklm/nopq123456"})
    void aSecretByTheNameOfItsLabelIsInNoFindingOfAnyRule(String label, String secret) {
        LintOptions options = new LintOptions(Profile.PUSH, Map.of(), Set.of(), Map.of(), false);

        List<Finding> findings = RulePages.lint(options, "# HELP m_total M.\n# TYPE m_total counter\nm_total{" + label
                + "=\"" + secret + "\",run_id=\"r-20391\",empty=\"\"} -1\n").findings();

        assertThat(findings).extracting(Finding::rule).contains("JT503", "JT301", "JT406", "JT501");
        assertThat(findings).noneMatch(finding -> (finding.series() + finding.reason() + finding.suggestion())
                .contains(secret.substring(0, 6)));
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"Bearer abcdef123456", "Authorization: bearer AbCdEf0123456789",
            "mysql --password=hunter2 orders", "mysql --password hunter2 orders",
            "jdbc:postgresql://db/x?user=a&password=geheim",
            "DB_PASSWORD=hunter2", "password=too_short2", "password: shadow22x", "DB_PASSWORD=$hunter2",
            "Server=x;Pwd=hunter2;",
            "{\\\"password\\\": \\\"hunter2\\\"}", "https://u:pa55@host/",
            "postgres://backup:hunter2@db3/orders", "redis://:hunter2@cache:6379", "https://a/?api_key=k123456789",
            "https://a/?access_token=0123456789ab", "X-Api-Key: 0123456789abcdef", "deploy --token 0123456789abcdef",
            "curl -s -u admin:hunter2 https://host", "Authorization: token 0123456789abcdef",
            "aws_secret_access_key = wJalrXUtn/K7MDENG/bPxRfiCYEXAMPLE", "AccountKey=abcDEF0123456789abcDEF==",
            "AKIAABCDEFGHIJKLMNOP", "key ASIAABCDEFGHIJKLMNOP here",
            "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789", "github_pat_abcdefghijklmnopqrst_0123",
            "glpat-" + "abcdefghij0123456789", "sk_live_" + "abcdefghijklmnop", "rk_test_abcdefghijklmnop",
            "xoxb-" + "123456789012-abcdefghij", "AIza" + "SyA0123456789abcdefghijklmnopqrstuv",
            "sk-proj-Abcdefghij0123456789Abcdefghij", "hvs.CAESIJabcdefghij0123456789",
            "jobtide_Abcdefghijklmnopqrstuvwxyz0123456789abcdefghijk", "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
            "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\\nabc"})
    void aSecretIsFoundInALabelAndInHelpAndNeverShown(String secret) {
        String plain = secret.replace("\\\"", "\"");
        String page = "# HELP m Uses " + plain + "\n# TYPE m gauge\nm{a=\"b\",text=\"" + secret + "\"} 1\n";

        List<Finding> findings = found("JT503", page);

        assertThat(places(findings)).containsExactly("error 1:0", "error 3:9");
        assertThat(findings).extracting(Finding::series).containsExactly("m", "m{text}");
        assertThat(Secrets.in("m{a=\"b\",text=\"" + Values.unescaped(secret) + "\"}"))
                .as("in the series of another rule").isPresent();
        assertThat(findings).allSatisfy(finding -> assertThat(finding.reason() + finding.suggestion())
                .doesNotContain(plain, "hunter2", "pa55", "geheim", "0123456789", "abcdef"));
    }

    @Test
    void aSecretInANameIsNotShownByAnyRule() throws IOException {
        String secret = "abcdefghijklmnopqrstuvwxyz0123456789";
        String page = "ghp_" + secret + "{a=\"\"} 1\n";

        LintResult result = Linter.of(LintOptions.of(Profile.PUSH))
                .lint(new ByteArrayInputStream(page.getBytes(UTF_8)));

        assertThat(result.findings()).isNotEmpty().allSatisfy(
                finding -> assertThat(finding.series() + finding.reason() + finding.suggestion())
                        .doesNotContain(secret));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"password: hunter22x|a password", "  db_password: \"hunter22x\"|a password",
            "url postgres://u:hunter22x@db/orders|a password in a URL", "# TYPE m password=hunter22x|a password"})
    void noWordOfALineWithASecretIsQuoted(String line, String kind) {
        List<Finding> findings = found("JT001", line + "\n");

        assertThat(findings).singleElement().returns("the line cannot be read, and it holds " + kind, Finding::reason);
    }

    @Test
    void aSecretInANameIsFoundAndNotShown() {
        String secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
        String page = GAUGE + "m{" + secret + "=\"a\"} 1\nm{" + secret + "=\"b\"} 1\n" + secret + " 1\n";

        List<Finding> findings = found("JT503", page);

        assertThat(findings).containsExactly(
                new Finding("JT503", Severity.ERROR, 3, 3, "m", "the name of a label holds a GitHub token",
                        "take it out, and have a new one issued wherever it is valid"),
                new Finding("JT503", Severity.ERROR, 5, 0, "", "the name of a metric holds a GitHub token",
                        "take it out, and have a new one issued wherever it is valid"));
    }

    @Test
    void aSecretIsFoundInEachHelpLineAlsoWithoutSamples() {
        String page = "# TYPE m gauge\n# HELP m Called with --password hunter2\n# HELP m Called with token=abcdef0123456789\n";

        assertThat(places("JT503", page)).containsExactly("error 2:0", "error 3:0");
        assertThat(places("JT503", "# jobtide-lint: disable=JT503\n" + page + "m 1\n")).isEmpty();
    }

    @Test
    void theKindsOfSecretsFitIntoTheBitsOfANumber() {
        assertThat(Secrets.KINDS).hasSizeLessThanOrEqualTo(Long.SIZE);
    }

    @Test
    void basicCredentialsAreWhatDecodesToANameAndAPassword() {
        String encoded = Base64.getEncoder().encodeToString("backup:hunter2".getBytes(UTF_8));

        assertThat(places("JT503", gauge("m{a=\"Basic " + encoded + "\"} 1"))).containsExactly("error 3:3");
        assertThat(found("JT503", gauge("m{a=\"Basic authentication\",b=\"basic info\",c=\"basic YWJj\"} 1")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"password,hunter2", "db_password,s3cret!", "api_key,0123456789abcdefABCD",
            "access_token,abcdefghij0123456789", "secret,s3cr3tvalue", "db_pass,hunter22x", "pass,hunter22!",
            "pwd,hunter22x", "token,k1234567890", "api_token,a1b2c3d4"})
    void aSecretIsFoundByTheNameOfItsLabel(String label, String value) {
        List<Finding> findings = found("JT503", gauge("m{" + label + "=\"" + value + "\"} 1"));

        assertThat(places(findings)).containsExactly("error 3:3");
        assertThat(findings.get(0).series()).isEqualTo("m{" + label + "}");
        assertThat(Secrets.in("m{" + label + "=\"" + value + "\"}")).as("in the series of another rule").isPresent();
    }

    @ParameterizedTest
    @CsvSource({"password,expired", "password,***", "password,<secret>", "password_policy,min12",
            "secret,default-token-x7k2p",
            "api_key,mobile-app-2", "token_type,batch1", "token,next", "token,page2", "secret,my-k8s-secret-name2",
            "pass,2", "pass,second_pass2", "bypass,hunter22x", "pwd,/home/user1", "pass,incremental",
            "auth_method,token"})
    void aLabelAboutSecretsMayHoldNone(String label, String value) {
        assertThat(found("JT503", gauge("m{" + label + "=\"" + value + "\"} 1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Requests with basic authentication, by bearer tokens or a bearer authorization header.",
            "Whether the password: is expired. Token: RFC6750-compliant, api key: documentation2.",
            "Connection string such as postgres://user:password@host/db", "See https://prometheus.io:443/docs/@latest",
            "postgres://user:xxxxx@db/orders", "postgres://user:***@db/orders", "https://${USER}:${PASSWORD}@host",
            "password=*** token=<secret> secret=${SECRET}", "password=", "pwd=/home/u1",
            "--token-file /etc/token1234567890",
            "git@github.com:org/repo1234", "redis://localhost:6379", "https://host:8443/a@b", "partition key=user12345",
            "Number of tokens=100 left", "task-sk-learn-pipeline-production-2", "AKIA", "eyJ.a.b",
            "-----BEGIN CERTIFICATE-----", "jobtide_last_run_stage_duration_seconds_of_each_1_and_2_of_them",
            "next_page_token=abcdefgh12345678", "token: /etc/Tokens/t1234567890", "curl -u is not used",
            "monkey: abcdefgh12345678", "algorithm of the stored password: argon2id or bcrypt12.",
            "password: sha256 or pbkdf2_sha512", "password=too_short password=correct password=weak",
            "UPDATE u SET password=:password WHERE id=?", "UPDATE u SET password=@pwd, pwd=?1, passwd=$1"})
    void whatOnlySpeaksOfSecretsIsRight(String text) {
        assertThat(found("JT503", "# HELP m " + text + "\n# TYPE m gauge\nm 1\n")).isEmpty();
    }

    @Test
    void whatIsMadeToTakeLongDoesNot() {
        StringBuilder page = new StringBuilder(GAUGE);
        for (String part : List.of("-eyJ", "://:", "password ", "key", "bearer ", "sk-", "SG.-", "1-", "a@",
                "/12345")) {
            page.append("m{a=\"").append(part.repeat(1_000_000 / part.length())).append("\"} 1\n");
        }

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThat(found("JT503", page.toString())).isEmpty());
    }
}
