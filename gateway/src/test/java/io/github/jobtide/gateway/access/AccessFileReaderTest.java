package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.gateway.GatewayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFileReaderTest {
    private static final String ONE = TokenText.hash("one");
    private static final String TWO = TokenText.hash("two");

    @TempDir
    private Path folder;

    @Test
    void everythingThatAFileMaySayIsRead() throws IOException {
        AccessFile file = read("""
                health: closed
                principals:
                  jobs:
                    roles: [push, delete]
                    tokens:
                      - sha256: %s
                        not-after: 2027-01-31T00:00:00Z
                      - sha256: %s
                  eve.2nd-floor_1:
                    roles: [admin]
                    users: [eve, "eve the 2nd"]
                    certificate-subjects: ["CN=eve, O=Example"]
                    certificate-sans: [eve.example, DNS:eve2.example, "IP:2001:db8::1", email:eve@example, "URI:spiffe://example/eve"]
                """.formatted(ONE, TWO.toUpperCase(java.util.Locale.ROOT)));

        assertThat(file.healthOpen()).isFalse();
        AccessFile.Principal jobs = file.principals().getFirst();
        AccessFile.Principal eve = file.principals().getLast();
        assertThat(jobs.caller()).isEqualTo(new Caller("jobs", EnumSet.of(Role.PUSH, Role.DELETE)));
        assertThat(jobs.tokens()).extracting(token -> token.end().map(Instant::toString).orElse("none"))
                .containsExactly("2027-01-31T00:00:00Z", "none");
        assertThat(file.byToken(TokenText.sha256("two"))).map(AccessFile.Match::caller).contains(jobs.caller());
        assertThat(file.byToken(TokenText.sha256("three"))).isEmpty();
        assertThat(eve.caller().name()).isEqualTo("eve.2nd-floor_1");
        assertThat(eve.users()).isEqualTo(Set.of("eve", "eve the 2nd"));
        assertThat(file.byCertificate(new X500Principal("cn=Eve,o=example"), List.of())).containsExactly(eve.caller());
        assertThat(file.byCertificate(new X500Principal("CN=x"), names(2, "a", 7, "2001:db8:0:0:0:0:0:1")))
                .containsExactly(eve.caller());
        assertThat(file.byCertificate(new X500Principal("CN=x"), names(2, "a"))).isEmpty();
    }

    @Test
    void aNameOfACertificateCountsAsOfItsOwnKindAlone() throws IOException {
        AccessFile file = read("""
                principals:
                  host: {roles: [push], certificate-sans: [eve.example]}
                  mail: {roles: [push], certificate-sans: [email:eve@example]}
                  site: {roles: [push], certificate-sans: ["URI:eve.example", "URI:spiffe://eve"]}
                  address: {roles: [push], certificate-sans: [IP:192.0.2.1]}
                """);

        assertThat(called(file, names(2, "eve.example"))).containsExactly("host");
        assertThat(called(file, names(1, "eve@example"))).containsExactly("mail");
        assertThat(called(file, names(6, "eve.example"))).containsExactly("site");
        assertThat(called(file, names(6, "spiffe://eve"))).containsExactly("site");
        assertThat(called(file, names(7, "192.0.2.1"))).containsExactly("address");
        assertThat(called(file, names(1, "eve.example", 2, "eve@example", 2, "192.0.2.1", 6, "eve@example", 2,
                "spiffe://eve", 4, "eve.example"))).isEmpty();
    }

    private static List<String> called(AccessFile file, List<AlternativeName> names) {
        return file.byCertificate(new X500Principal("CN=x"), names).stream().map(Caller::name).toList();
    }

    /** Of number and value in turn, as certificates have them; kinds that do not count are left out, as there. */
    private static List<AlternativeName> names(Object... numbersAndValues) {
        List<AlternativeName> names = new ArrayList<>();
        for (int i = 0; i < numbersAndValues.length; i += 2) {
            AlternativeName.of(List.of(numbersAndValues[i], numbersAndValues[i + 1])).ifPresent(names::add);
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs@example.com", "spiffe://example/jobs", "192.0.2.1", "2001:db8::1", "dns:a", "DNS:",
            "DNS:192.0.2.1", "IP:a", "IP:1", "URI:", "email:", "a b", ""})
    void aNameOfACertificateMustSayItsKind(String name) {
        assertThatThrownBy(() -> read("principals: {a: {roles: [push], certificate-sans: ['" + name + "']}}"))
                .isInstanceOf(GatewayException.class).hasMessageEndingWith(
                        "is not a name of a certificate; write which kind it is of, as in DNS:jobs.example.com,"
                                + " email:jobs@example.com, URI:spiffe://example.com/jobs or IP:192.0.2.1");
    }

    @Test
    void probesAreOpenUnlessTheFileSaysOtherwise() throws IOException {
        assertThat(read("principals: {a: {roles: [read], users: [a]}}").healthOpen()).isTrue();
        assertThat(read("health: open\nprincipals: {a: {roles: [read], users: [a]}}").healthOpen()).isTrue();
    }

    @Test
    void aTokenIsGoodUpToItsEndAndNotBeyond() throws IOException {
        AccessFile file = read(
                "principals: {a: {roles: [read], tokens: [{sha256: %s, not-after: 2027-01-31T00:00:00Z}]}}"
                        .formatted(ONE));
        AccessFile.Token token = file.principals().getFirst().tokens().getFirst();

        assertThat(token.hasEnded(Instant.parse("2027-01-31T00:00:00Z"))).isFalse();
        assertThat(token.hasEnded(Instant.parse("2027-01-31T00:00:00.001Z"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "a: 1 | , line 1: there is no key 'a'; there are: health, principals",
            "health: open | : principals: names nobody, so nobody could do anything; make one with: jobtide token new",
            "\"health: open\nprincipals: {}\" | , line 2: principals: names nobody, so nobody could do anything; make one with: jobtide token new",
            "\"health: maybe\nprincipals: {a: {roles: [read], users: [a]}}\" | , line 1: health: must be open or closed",
            "\"health:\nprincipals: {a: {roles: [read], users: [a]}}\" | , line 1: health: has no value; give it one, or take the key out",
            "\"health: ' '\nprincipals: {a: {roles: [read], users: [a]}}\" | , line 1: health: has no value; give it one, or take the key out",
            "\"principals:\n  a:\n    roles: [push]\n    tokens:\n    - sha256: ONE\n      not-after:\" | , line 6: principals.a.tokens[0].not-after: has no value; give it one, or take the key out",
            "\"principals:\n  a:\n    roles: [push]\n    users: [a]\n    certificate-sans:\" | , line 5: principals.a.certificate-sans: has no value; give it one, or take the key out",
            "principals: [a] | , line 1: here must be a mapping, of lines such as 'key: value'",
            "principals: {a: b} | , line 1: here must be a mapping, of lines such as 'key: value'",
            "\"principals:\n  a b: {roles: [read], users: [a]}\" | , line 2: principals.a b: the name of a principal is of letters, digits, '.', '_' and '-', at most 64",
            "\"principals:\n  a: {roles: [read], users: [a]}\n  a: {roles: [read], users: [b]}\" | , line 3: 'a' is given twice",
            "\"principals:\n  a: {roles: [read], users: [a], token: x}\" | , line 2: there is no key 'token' in principals.a; there are: roles, tokens, users, certificate-subjects, certificate-sans",
            "\"principals:\n  a:\n    users: [a]\" | , line 3: principals.a.roles: has no role, so it could do nothing; give it some of: push, delete, read, admin",
            "\"principals:\n  a:\n    users: [a]\n    roles: []\" | , line 4: principals.a.roles: has no role, so it could do nothing; give it some of: push, delete, read, admin",
            "principals: {a: {roles: push, users: [a]}} | , line 1: principals.a.roles: must be a list, such as [a, b]",
            "principals: {a: {roles: [pull], users: [a]}} | , line 1: principals.a.roles: 'pull' is not a role; there are: push, delete, read, admin",
            "principals: {a: {roles: [PUSH], users: [a]}} | , line 1: principals.a.roles: 'PUSH' is not a role; there are: push, delete, read, admin",
            "principals: {a: {roles: [push, push], users: [a]}} | , line 1: principals.a.roles: 'push' is given twice",
            "principals: {a: {roles: [push]}} | , line 1: principals.a: has no tokens, users, certificate-subjects or certificate-sans, so nobody can be it; give it one, or take it out; for a token, make one with: jobtide token new",
            "principals: {a: {roles: [push], tokens: x}} | , line 1: principals.a.tokens: must be a list, of lines such as '- key: value'",
            "principals: {a: {roles: [push], tokens: [x]}} | , line 1: here must be a mapping, of lines such as 'key: value'",
            "\"principals:\n  a:\n    roles: [push]\n    tokens:\n    - sha256: jobtide_secret\" | , line 5: principals.a.tokens[0].sha256: must be the SHA-256 of a token, 64 hexadecimal digits, and not the token itself; make one with: jobtide token new",
            "principals: {a: {roles: [push], tokens: [{sha256: [x]}]}} | , line 1: principals.a.tokens[0].sha256: must be one value",
            "principals: {a: {roles: [push], tokens: [{}]}} | , line 1: principals.a.tokens[0].sha256: must be the SHA-256 of a token, 64 hexadecimal digits, and not the token itself; make one with: jobtide token new",
            "principals: {a: {roles: [push], tokens: [{sha256: ONE, end: x}]}} | , line 1: there is no key 'end' in principals.a.tokens[0]; there are: sha256, not-after",
            "principals: {a: {roles: [push], tokens: [{sha256: ONE, not-after: 2027-01-31}]}} | , line 1: principals.a.tokens[0].not-after: must be a moment in UTC, such as 2027-01-31T00:00:00Z",
            "\"principals:\n  a: {roles: [push], tokens: [{sha256: ONE}]}\n  b: {roles: [push], tokens: [{sha256: ONE}]}\" | , line 3: principals.b.tokens[0].sha256: this token is a's already; nobody can be two principals",
            "principals: {a: {roles: [push], tokens: [{sha256: ONE}, {sha256: ONE}]}} | , line 1: principals.a.tokens[1].sha256: this token is given twice",
            "\"principals:\n  a: {roles: [push], users: [u]}\n  b: {roles: [push], users: [u]}\" | , line 3: principals.b.users: 'u' is a's already; nobody can be two principals",
            "principals: {a: {roles: [push], users: ['']}} | , line 1: principals.a.users: has an item without text",
            "principals: {a: {roles: [push], users: [[u]]}} | , line 1: principals.a.users: must be a list of single values",
            "principals: {a: {roles: [push], certificate-subjects: [eve]}} | , line 1: principals.a.certificate-subjects: 'eve' is not the subject of a certificate; write it as in CN=jobs,O=Example",
            "\"principals:\n  a: {roles: [push], certificate-sans: [s]}\n  b: {roles: [push], certificate-sans: [s]}\" | , line 3: principals.b.certificate-sans: 's' is a's already; nobody can be two principals",
            "\"a:\n  - b\n c: d\" | , line 3: this is not YAML"})
    void whatIsWrongIsToldWithItsPlace(String yaml, String complaint) {
        assertThatThrownBy(() -> read(yaml.replace("ONE", ONE))).isInstanceOf(GatewayException.class)
                .hasMessage(folder.resolve("jobtide-gateway.yml") + complaint);
    }

    @Test
    void moreTokensThanAreLookedThroughForEachRequestAreRefused() {
        var tokens = new StringBuilder("principals: {a: {roles: [push], tokens: [");
        for (int i = 0; i <= AccessFileReader.MAX_TOKENS; i++) {
            tokens.append("{sha256: ").append(TokenText.hash("t" + i)).append("},");
        }

        assertThatThrownBy(() -> read(tokens + "]}}")).hasMessageContaining("there are more than 1000 tokens");
    }

    @Test
    void theExampleInTheManualIsRight() throws IOException {
        String manual = Files.readString(Path.of("../docs/operating.md"));
        String example = manual.substring(manual.indexOf("```yaml\nhealth:") + 8);

        AccessFile file = read(example.substring(0, example.indexOf("```")));

        assertThat(file.principals()).extracting(principal -> principal.caller().name())
                .containsExactly("nightly-jobs", "prometheus", "backup-host");
    }

    private AccessFile read(String yaml) throws IOException {
        return AccessFileReader.read(Files.writeString(folder.resolve("jobtide-gateway.yml"), yaml), new Sources());
    }
}
